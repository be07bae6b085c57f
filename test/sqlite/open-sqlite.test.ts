import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openDatabase } from '../../src/sqlite/database.ts'
import { openSqlite, type SqliteStore, StorageError } from '../../src/sqlite/index.ts'
import { migrateSchema } from '../../src/sqlite/schema.ts'

let folder = ''
let path = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'messenger-cim-test-'))
  path = join(folder, 'host.sqlite')
})
afterEach(() => rmSync(folder, { recursive: true }))

describe('a file that cannot be used', () => {
  it('is reported as damaged, or as a foreign file', () => {
    writeFileSync(path, 'no database at all, but long enough to look like one'.repeat(100))
    expect(reasonOf(() => openSqlite(path))).toBe('damaged')
  })

  it('is reported as of a later version, and left as it is', async () => {
    await openSqlite(path).close()
    const database = new DatabaseSync(path)
    database.exec('pragma user_version = 99')
    database.close()
    expect(reasonOf(() => openSqlite(path))).toBe('later_version')
    const again = new DatabaseSync(path)
    expect(again.prepare('pragma user_version').get()).toEqual({ user_version: 99 })
    again.close()
  })

  it('is reported as locked by another process', async () => {
    await openSqlite(path).close()
    const holder = spawn(process.execPath, ['-e', holdScript, path], { stdio: 'pipe' })
    await once(holder.stdout, 'data')
    expect(reasonOf(() => openSqlite(path))).toBe('locked')
    holder.kill('SIGKILL')
    await once(holder, 'exit')
    await openSqlite(path).close()
  })

  it('is reported if the place does not exist', () => {
    writeFileSync(path, '')
    const error = errorOf(() => openSqlite(join(path, 'below a file', 'host.sqlite')))
    expect(error).toBeInstanceOf(StorageError)
    expect(String(error)).not.toContain(folder)
  })
})

const holdScript = `
const { DatabaseSync } = require('node:sqlite')
const database = new DatabaseSync(process.argv[1])
database.exec('begin exclusive')
console.log('locked')
setInterval(() => {}, 1000)`

describe('a file that is full', () => {
  let store: SqliteStore
  beforeEach(() => {
    store = openSqlite(path)
  })
  afterEach(() => store.close())

  it('refuses what does not fit, says why, and takes the next that does', async () => {
    const other = openDatabase(path)
    const { page_count: pages } = other.prepare('pragma page_count').get() ?? {}
    await other.close()
    const database = openDatabase(path)
    database.prepare(`pragma max_page_count = ${Number(pages) + 2}`).get()
    const large = 'x'.repeat(100_000)
    const insert = database.prepare(
      "insert into tasks (kind, lane, body, not_before, accepted_at) values ('k', 'l', ?, 0, 0)",
    )
    const writes = await Promise.allSettled([
      database.write(() => insert.run('small')),
      database.write(() => insert.run(large)),
    ])
    const [small, refused] = writes
    expect(refused).toMatchObject({ status: 'rejected', reason: { reason: 'full' } })
    expect(refused).not.toMatchObject({ reason: { message: expect.stringContaining('xxx') } })
    const { count } = database.prepare('select count(*) as count from tasks').get() ?? {}
    expect(count).toBe(small?.status === 'fulfilled' ? 1 : 0)
    await database.write(() => insert.run('small'))
    await database.close()
  })
})

describe('the schema', () => {
  it('is moved on by the steps that are missing, all or none', () => {
    const database = new DatabaseSync(':memory:')
    const first = 'create table notes (id integer primary key)'
    const second = 'alter table notes add column text'
    migrateSchema(database, [first])
    database.exec('insert into notes (id) values (7)')
    expect(() => migrateSchema(database, [first, second, 'no SQL'])).toThrow()
    expect(database.prepare('pragma user_version').get()).toEqual({ user_version: 1 })
    migrateSchema(database, [first, second])
    expect(database.prepare('select * from notes').all()).toEqual([{ id: 7, text: null }])
    expect(database.prepare('pragma user_version').get()).toEqual({ user_version: 2 })
  })
})

describe('work on a file', () => {
  it('is for one process at a time', async () => {
    const [one, other] = [openSqlite(path), openSqlite(path)]
    const worker = one.queue.work(async () => ({ result: 'done' }))
    await worker.ready
    const second = other.queue.work(async () => ({ result: 'done' }))
    await expect(second.ready).rejects.toMatchObject({ reason: 'locked' })
    await worker.stop()
    await expect(other.queue.work(async () => ({ result: 'done' })).ready).resolves.toBeUndefined()
    await Promise.all([one.close(), other.close()])
  })

  it('is for one process at a time, also when a link leads to it', async () => {
    const link = join(folder, 'link.sqlite')
    symlinkSync(path, link)
    const [one, other] = [openSqlite(path), openSqlite(link)]
    await one.queue.work(async () => ({ result: 'done' })).ready
    const second = other.queue.work(async () => ({ result: 'done' }))
    await expect(second.ready).rejects.toMatchObject({ reason: 'locked' })
    await Promise.all([one.close(), other.close()])
  })

  it('says why it cannot begin', async () => {
    const { queue, close } = openSqlite(path)
    mkdirSync(`${path}-worker`)
    const { ready } = queue.work(async () => ({ result: 'done' }))
    await expect(ready).rejects.toMatchObject({ code: 'storage_failed', reason: 'unavailable' })
    await close()
  })

  it('goes to the next process as soon as the first one has ended', async () => {
    const [one, other] = [openSqlite(path), openSqlite(path)]
    const worker = one.queue.work(async () => ({ result: 'done' }))
    await worker.ready
    const { ready } = other.queue.work(async () => ({ result: 'done' }))
    setTimeout(() => worker.stop(), 300)
    await expect(ready).resolves.toBeUndefined()
    await Promise.all([one.close(), other.close()])
  })
})

function errorOf(run: () => unknown): unknown {
  try {
    return run()
  } catch (error) {
    return error
  }
}

function reasonOf(run: () => unknown): unknown {
  const error = errorOf(run)
  return error instanceof StorageError ? error.reason : error
}

describe('a database of another application', () => {
  it.each([
    ['whose tables have our names', 'create table tasks (name text)'],
    ['of which only the version is ours', 'pragma user_version = 1'],
    ['of which a table is another', 'pragma user_version = 1; create table tasks (name text)'],
  ])('%s is reported as such, and left as it is', (_, sql) => {
    const database = new DatabaseSync(path)
    database.exec(sql)
    const schema = database.prepare('select sql from sqlite_schema')
    const before = schema.all()
    expect(reasonOf(() => openSqlite(path))).toBe('damaged')
    expect(schema.all()).toEqual(before)
    database.close()
  })

  it('is reported with what to do, also if an example of 0.1.0 wrote it', () => {
    const database = new DatabaseSync(path)
    database.exec('create table messages (cim_id text primary key, mid text)')
    database.close()
    expect(String(errorOf(() => openSqlite(path)))).toContain(
      'no store of this package (tables of another program, or of an example of 0.1.0: use a new file)',
    )
  })
})

describe('a path', () => {
  it('is that of a file, and no URL', async () => {
    const name = 'file:host.sqlite?mode=memory'
    const before = process.cwd()
    process.chdir(folder)
    try {
      await openSqlite(name).close()
    } finally {
      process.chdir(before)
    }
    expect(existsSync(join(folder, name))).toBe(true)
  })
})

describe('options', () => {
  it.each<[unknown, unknown, readonly string[]]>([
    // SQLite would take it for a file that is gone at the end of the process.
    ['', {}, ['path']],
    [' ', {}, ['path']],
    [undefined, {}, ['path']],
    [new URL('file:///host.sqlite'), {}, ['path']],
    [':memory:', 30, ['retentionDays']],
    [':memory:', null, ['retentionDays']],
    [':memory:', { retentionDays: '30' }, ['retentionDays']],
    [':memory:', { retentionDays: 0 }, ['retentionDays']],
    // It would drop all that is kept.
    [':memory:', { retentionDays: -1 }, ['retentionDays']],
    [':memory:', { retentionDays: Number.NaN }, ['retentionDays']],
    [':memory:', { retentionDays: Number.POSITIVE_INFINITY }, ['retentionDays']],
    ['', { retentionDays: -1 }, ['path', 'retentionDays']],
  ])('of %j and %o are refused by their place', (where, options, paths) => {
    const error = errorOf(() => Reflect.apply(openSqlite, undefined, [where, options]))
    const issues = paths.map((name) => expect.objectContaining({ path: [name] }))
    expect(error).toMatchObject({ code: 'payload_invalid', issues })
  })
})

describe('dead letters', () => {
  it.each(['12', undefined, 7, [12]])('are not replayed or dropped by %j', async (ids) => {
    const { queue, close } = openSqlite(':memory:')
    for (const work of [queue.deadLetters.replay, queue.deadLetters.drop]) {
      await expect(Reflect.apply(work, queue.deadLetters, [ids])).rejects.toMatchObject({
        code: 'payload_invalid',
      })
    }
    await close()
  })
})
