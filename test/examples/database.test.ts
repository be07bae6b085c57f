import { beforeEach, describe, expect, it } from 'vitest'
import { type Database, openDatabase } from '../../examples/express/database.ts'

describe('the database of a host', () => {
  let database: Database
  beforeEach(() => {
    database = openDatabase(':memory:')
    database.exec('create table words (word text not null)')
  })

  function add(...words: (string | null)[]): Promise<void> {
    const insert = database.prepare('insert into words values (?)')
    return database.write(() => {
      for (const word of words) insert.run(word)
    })
  }

  function words(): unknown[] {
    return database
      .prepare('select word from words')
      .all()
      .map(({ word }) => word)
  }

  it('waits for the disk with each write', () => {
    expect(database.prepare('pragma synchronous').get()).toEqual({ synchronous: 2 })
  })

  it('keeps what is written in one turn, each whole or not at all', async () => {
    const results = await Promise.allSettled([add('a'), add('b', null), add('c', 'd')])
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(words()).toEqual(['a', 'c', 'd'])
  })

  it('says that it is done only when a turn of the event loop has passed', async () => {
    const order: string[] = []
    const written = add('a').then(() => order.push('written'))
    setImmediate(() => order.push('turn'))
    await written
    expect(order).toEqual(['written'])
    await add('b')
    expect(words()).toEqual(['a', 'b'])
  })

  it('fails all of a turn when the disk does', async () => {
    const written = [add('a'), add('b')]
    // As a disk that is full makes SQLite do.
    database.exec('rollback')
    const results = await Promise.allSettled(written)
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    await add('c')
    expect(words()).toEqual(['c'])
  })

  it('is closed once everything is written', async () => {
    const written = add('a')
    await database.close()
    await expect(written).resolves.toBeUndefined()
    await expect(database.write(() => {})).rejects.toThrow('not open')
  })
})
