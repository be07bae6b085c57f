import { beforeEach, describe, expect, it } from 'vitest'
import { type Database, openDatabase } from '../../src/sqlite/database.ts'

describe('the database', () => {
  let database: Database
  beforeEach(async () => {
    database = openDatabase(':memory:')
    await database.write(() => database.prepare('create table words (word text not null)').run())
  })

  function add(...words: (string | null)[]): Promise<void> {
    return database.write(() => {
      const insert = database.prepare('insert into words values (?)')
      for (const word of words) insert.run(word)
    })
  }

  function words(): unknown[] {
    const rows = database.read(() => database.prepare('select word from words').all())
    return rows.map(({ word }) => word)
  }

  it('waits for the disk with each write', () => {
    expect(database.prepare('pragma synchronous').get()).toEqual({ synchronous: 2 })
  })

  it('keeps what is written in one turn, each write whole or not at all', async () => {
    const results = await Promise.allSettled([add('a'), add('b', null), add('c', 'd')])
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(words()).toEqual(['a', 'c', 'd'])
  })

  it('fails every write of a turn when the disk does', async () => {
    // A full disk makes SQLite end the transaction by itself.
    const rolledBack = database.write(() => database.prepare('rollback').run())
    const results = await Promise.allSettled([add('a'), rolledBack, add('b')])
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
    await add('c')
    expect(words()).toEqual(['c'])
  })

  it('is closed once everything is written', async () => {
    const written = add('a')
    await database.close()
    await expect(written).resolves.toBeUndefined()
    await expect(database.write(() => {})).rejects.toMatchObject({ reason: 'closed' })
    expect(() => database.read(() => {})).toThrow()
  })
})
