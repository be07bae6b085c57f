import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { connectBullmq } from '../../src/bullmq/index.ts'
import type { TaskQueue } from '../../src/host/index.ts'
import { openSqlite } from '../../src/sqlite/index.ts'
import { describeWithRedis, startRedis } from '../bullmq/redis-server.ts'
import { run } from './terminal.ts'

const body = JSON.stringify({ text: 'what somebody wrote\u001b[2J' })

let folder: string
let path: string
let ids: string[]

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'messenger-cim-'))
  path = join(folder, 'host.sqlite')
  ids = await giveUp(2)
})
afterEach(() => rmSync(folder, { recursive: true }))

/** Makes dead letters, as a host does. */
async function giveUp(count: number): Promise<string[]> {
  const store = openSqlite(path)
  const letters = await giveUpIn(store.queue, count)
  await store.close()
  return letters
}

async function giveUpIn(queue: TaskQueue, count: number): Promise<string[]> {
  const lanes = Array.from({ length: count }, (_, index) => `104857600123456:7312345678901${index}`)
  await queue.add(lanes.map((lane) => ({ kind: 'webhook', lane, body })))
  const worker = queue.work(async () => ({
    result: 'dead',
    reason: { name: 'CcmError', message: 'CCM answered 400' },
  }))
  await expect.poll(async () => (await queue.counts()).dead, { timeout: 20_000 }).toBe(count)
  await worker.stop()
  return (await queue.deadLetters.list()).map(({ id }) => id)
}

function deadLetters(...args: string[]) {
  return run(['dead-letters', ...args], { env: { DATABASE_PATH: path } })
}

async function counts() {
  const store = openSqlite(path)
  const found = await store.queue.counts()
  await store.close()
  return found
}

describe('messenger-cim dead-letters', () => {
  it('lists what was given up, and nothing that anybody wrote', async () => {
    const { code, stdout } = await deadLetters('list')
    expect(code).toBe(0)
    for (const id of ids) expect(stdout).toMatch(new RegExp(`^${id}  webhook`, 'm'))
    expect(stdout).toMatch(/ {2}1 attempt$/m)
    expect(stdout).toContain('CCM answered 400')
    expect(stdout).not.toContain('somebody')
    const json = await deadLetters('list', '--json')
    const lines = json.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(lines.map(({ id }) => id)).toEqual(ids)
    expect(json.stdout).not.toContain('somebody')
  })

  it('shows one whole, without what a terminal acts on', async () => {
    const [id = ''] = ids
    const { code, stdout } = await deadLetters('show', id)
    expect(code).toBe(0)
    expect(stdout).toContain('"text": "what somebody wrote')
    expect(stdout).not.toContain('\u001b')
    const json = await deadLetters('show', id, '--json')
    expect(JSON.parse(json.stdout)).toMatchObject({ id, body })
  })

  it('replays by id, and all', async () => {
    const [id = ''] = ids
    expect(await deadLetters('replay', id)).toMatchObject({ code: 0, stdout: `Replayed: ${id}.\n` })
    expect(await counts()).toEqual({ waiting: 1, dead: 1 })
    expect(await deadLetters('replay', '--all')).toMatchObject({ code: 0 })
    expect(await counts()).toEqual({ waiting: 2, dead: 0 })
    expect((await deadLetters('list')).stdout).toBe('There are no dead letters.\n')
  })

  it('drops by id, and lists for programs which', async () => {
    const [id = ''] = ids
    const { code, stdout } = await deadLetters('drop', id, '--json')
    expect([code, JSON.parse(stdout)]).toEqual([0, { ids: [id] }])
    expect(await counts()).toEqual({ waiting: 0, dead: 1 })
  })

  it('says which are not there, and does the others', async () => {
    const [id = ''] = ids
    const { code, stdout, stderr } = await deadLetters('drop', '987654', id)
    expect([code, stdout, stderr]).toEqual([
      1,
      `Dropped: ${id}.\n`,
      'There is no dead letter 987654.\n',
    ])
    expect(await deadLetters('show', '987654')).toMatchObject({ code: 1, stdout: '' })
  })

  it('works while the host does', async () => {
    const store = openSqlite(path)
    const worker = store.queue.work(async () => ({ result: 'done' }))
    await worker.ready
    expect(await deadLetters('replay', '--all')).toMatchObject({ code: 0 })
    await worker.stop()
    await store.close()
    expect(await counts()).toMatchObject({ dead: 0 })
  })

  it('creates no missing file, and says so', async () => {
    const missing = join(folder, 'other.sqlite')
    expect(await run(['dead-letters', 'list', '--database', missing])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('There is no file'),
    })
    expect(existsSync(missing)).toBe(false)
  })

  it('names a prefix of Redis that cannot be one', async () => {
    const env = { REDIS_URL: 'redis://127.0.0.1:1', REDIS_PREFIX: 'a b' }
    const { code, stderr } = await run(['dead-letters', 'list'], { env })
    expect([code, stderr]).toEqual([1, expect.stringContaining('prefix: expected a word')])
  })

  it('says what a file is that is not one of a host', async () => {
    const text = join(folder, 'text.sqlite')
    writeFileSync(
      text,
      'no database at all, whatever it is called, and long enough to look at'.repeat(20),
    )
    const { code, stderr } = await run(['dead-letters', 'list', '--database', text])
    expect([code, stderr]).toEqual([1, expect.stringMatching(/^The store cannot be used/)])
  })

  it.each([[[]], [['lists']], [['list', '1']], [['drop']], [['replay', '1', '--all']]])(
    'says how it is called: %j',
    async (args) => {
      const { code, stderr } = await deadLetters(...args)
      expect([code, stderr]).toEqual([
        2,
        expect.stringContaining('Usage: messenger-cim dead-letters'),
      ])
    },
  )
})

describeWithRedis('messenger-cim dead-letters of a host on BullMQ', () => {
  it('lists, replays and drops', async () => {
    const redis = await startRedis()
    try {
      const store = connectBullmq({ url: redis.url, prefix: 'own' })
      const [first = '', second = ''] = await giveUpIn(store.queue, 2)
      const env = { REDIS_URL: redis.url, REDIS_PREFIX: 'own' }
      const { code, stdout } = await run(['dead-letters', 'list'], { env })
      expect([code, stdout]).toEqual([0, expect.stringContaining(first)])
      expect(stdout).not.toContain(redis.password)
      expect(await run(['dead-letters', 'replay', first], { env })).toMatchObject({ code: 0 })
      const drop = ['dead-letters', 'drop', second, '--redis', redis.url]
      expect(await run(drop, { env: { REDIS_PREFIX: 'own' } })).toMatchObject({ code: 0 })
      expect(await store.queue.counts()).toEqual({ waiting: 1, dead: 0 })
      await store.close()
    } finally {
      await redis.remove()
    }
  })

  it('says when Redis is not there, and shows no password', async () => {
    const REDIS_URL = 'redis://:hunter2@127.0.0.1:9'
    const { code, stderr } = await run(['dead-letters', 'list'], { env: { REDIS_URL } })
    expect([code, stderr]).toEqual([1, expect.stringMatching(/^The store cannot be used/)])
    expect(stderr).not.toContain('hunter2')
    const wrong = await run(['dead-letters', 'list', '--redis', 'http://:hunter2@x'])
    expect([wrong.code, wrong.stderr]).toEqual([1, expect.stringContaining('redis://')])
    expect(wrong.stderr).not.toContain('hunter2')
  })

  it('takes no URL for a file, and shows none', async () => {
    const url = 'redis://:hunter2@redis:6379'
    const given = await run(['dead-letters', 'list', '--database', url])
    expect([given.code, given.stderr]).toEqual([1, expect.stringContaining('--redis')])
    const set = await run(['dead-letters', 'list'], { env: { DATABASE_PATH: url } })
    expect([set.code, set.stderr]).toEqual([1, expect.stringMatching(/^DATABASE_PATH must be/)])
    expect(given.stderr + set.stderr).not.toContain('hunter2')
  })
})
