import { describe, expect, it, vi } from 'vitest'
import type { Carried } from '../../examples/express/carry.ts'
import { type Database, openDatabase } from '../../examples/express/database.ts'
import { createInbox } from '../../examples/express/inbox.ts'
import { createInboxStore } from '../../examples/express/inbox-store.ts'
import type { Task } from '../../examples/express/notice.ts'

const done: Carried = { result: 'done' }
const later: Carried = { result: 'failed', reason: { name: 'CcmError' }, mayRepeat: true }
const refused: Carried = { ...later, mayRepeat: false }

describe('the inbox', () => {
  it('does the jobs of a lane in order, and different lanes side by side', async () => {
    const { inbox, ended, running } = rig({ work: turns(3) })
    await inbox.accept(
      ['a1', 'b2', 'a3', 'a4', 'b5'].map(([lane = '', body = '']) => job(lane, body)),
    )
    await inbox.drain(5000)
    expect(ended.filter(({ lane }) => lane === 'a').map(({ body }) => body)).toEqual([
      '1',
      '3',
      '4',
    ])
    expect(ended.filter(({ lane }) => lane === 'b').map(({ body }) => body)).toEqual(['2', '5'])
    expect(running.most).toBe(2)
    expect(inbox.size()).toBe(0)
  })

  it('runs no more jobs at a time than it may', async () => {
    const { inbox, ended, running } = rig({ work: turns(3), maxRunning: 2 })
    await inbox.accept(
      Array.from({ length: 20 }, (_, index) => job(`lane ${index}`, String(index))),
    )
    await inbox.drain(5000)
    expect([ended.length, running.most]).toEqual([20, 2])
  })

  it('starts nothing while it accepts: whoever posted is answered first', async () => {
    const { inbox, running } = rig({ work: turns(1) })
    await inbox.accept([job('a', '1')])
    expect([running.most, inbox.size()]).toEqual([0, 1])
  })

  it('does after a start what was not done before, in order', async () => {
    const database = openDatabase(':memory:')
    const never = rig({ database, work: () => new Promise(() => {}) })
    await never.inbox.accept([job('a', '1'), job('a', '2'), job('b', '3')])
    await never.inbox.drain(20)
    expect(never.inbox.size()).toBe(3)
    const next = rig({ database, work: turns(1) })
    expect(next.inbox.size()).toBe(3)
    await next.inbox.drain(5000)
    expect(next.ended.map(({ body }) => body).toSorted()).toEqual(['1', '2', '3'])
    expect(rig({ database, work: turns(1) }).inbox.size()).toBe(0)
  })

  it('keeps no text once a job is done', async () => {
    const database = openDatabase(':memory:')
    const { inbox } = rig({ database, work: turns(1) })
    await inbox.accept([job('a', 'what somebody wrote')])
    await inbox.drain(5000)
    expect(database.prepare('select count(*) as count from inbox').get()).toEqual({ count: 0 })
  })

  it('accepts all of a webhook or nothing', async () => {
    const database = openDatabase(':memory:')
    const { inbox } = rig({ database, work: turns(1) })
    const broken = { ...job('a', '2'), body: { not: 'text' } }
    // @ts-expect-error a body that SQLite refuses
    await expect(inbox.accept([job('a', '1'), broken])).rejects.toThrow()
    expect(inbox.size()).toBe(0)
    await inbox.accept([job('a', '3'), job('a', '4')])
    expect(inbox.size()).toBe(2)
  })

  it('repeats what is not possible now with growing pauses, the lane waiting behind it', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'Date'] })
    try {
      const attempts: number[] = []
      const { inbox, ended } = rig({
        work: async ({ body }) => {
          if (body !== '1') return done
          attempts.push(Date.now())
          return attempts.length < 4 ? later : done
        },
      })
      const start = Date.now()
      await inbox.accept([job('a', '1'), job('a', '2'), job('b', '3')])
      for (let second = 0; second < 8; second += 1) {
        await settled()
        await vi.advanceTimersByTimeAsync(1000)
      }
      await settled()
      expect(attempts.map((at) => (at - start) / 1000)).toEqual([0, 1, 3, 7])
      expect(ended.map(({ body }) => body)).toEqual(['3', '1', '2'])
    } finally {
      vi.useRealTimers()
    }
  })

  it('gives up what was not possible for too long, and tells it', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'Date'] })
    try {
      const { inbox, givenUp } = rig({ work: async () => later, maxAge: 10_000 })
      await inbox.accept([job('a', '1')])
      for (let second = 0; second < 20; second += 1) {
        await settled()
        await vi.advanceTimersByTimeAsync(1000)
      }
      expect(givenUp.map(({ body }) => body)).toEqual(['1'])
      expect(inbox.size()).toBe(0)
    } finally {
      vi.useRealTimers()
    }
  })

  it('gives up at once what would have to wait for too long', async () => {
    const { inbox, givenUp } = rig({
      work: async () => ({ ...later, retryAfter: 60_000 }),
      maxAge: 10_000,
    })
    await inbox.accept([job('a', '1', 'cim')])
    await inbox.drain(60_000)
    expect([givenUp.length, inbox.size()]).toEqual([1, 0])
  })

  it('counts the time for which something is tried from the first attempt', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'Date'] })
    try {
      const database = openDatabase(':memory:')
      await createInboxStore(database).keep([job('a', '1')])
      vi.setSystemTime(Date.now() + 60_000)
      let attempts = 0
      const { inbox, ended } = rig({
        database,
        work: async () => (++attempts < 3 ? later : done),
        maxAge: 10_000,
      })
      for (let second = 0; second < 5; second += 1) {
        await settled()
        await vi.advanceTimersByTimeAsync(1000)
      }
      expect([attempts, ended.length, inbox.size()]).toEqual([3, 1, 0])
    } finally {
      vi.useRealTimers()
    }
  })

  it('keeps what it gave up and nobody was told of, for it to be done again', async () => {
    const database = openDatabase(':memory:')
    const first = rig({ database, work: async () => refused })
    await first.inbox.accept([job('a', '1'), job('a', '2', 'cim'), job('b', '3', 'notice')])
    await first.inbox.drain(60_000)
    expect(first.givenUp.map(({ body }) => body).toSorted()).toEqual(['1', '2', '3'])
    expect([first.inbox.size(), first.store.countGivenUp()]).toEqual([0, 2])
    expect(first.store.givenUp()).toMatchObject([
      { kind: 'webhook', lane: 'a', body: '1', attempts: 1, reason: '{"name":"CcmError"}' },
      { kind: 'notice', lane: 'b', body: '3', attempts: 1 },
    ])

    for (const { id } of first.store.givenUp()) await first.store.retry(id)
    const second = rig({ database, work: turns(1) })
    await second.inbox.drain(5000)
    expect(second.ended.map(({ body }) => body)).toEqual(['1', '3'])
    expect(second.store.countGivenUp()).toBe(0)
  })

  it('drops what was given up long ago', async () => {
    const { inbox, store } = rig({ work: async () => refused })
    await inbox.accept([job('a', '1')])
    await inbox.drain(5000)
    store.purge(Date.now() - 1000)
    expect(store.countGivenUp()).toBe(1)
    store.purge(Date.now() + 1000)
    expect(store.countGivenUp()).toBe(0)
  })

  it('puts the notice to CX in the place of a message that is not sent', async () => {
    const notice = { kind: 'notice', lane: 'a notices', body: 'not sent' } as const
    const { inbox, ended, store } = rig({
      work: async ({ kind }) => (kind === 'cim' ? { ...refused, notice } : done),
    })
    await inbox.accept([job('a', '1', 'cim'), job('a', '2', 'cim')])
    await inbox.drain(60_000)
    expect(ended.map(({ body }) => body)).toEqual(['not sent', 'not sent'])
    expect([inbox.size(), store.countGivenUp()]).toEqual([0, 0])
  })

  it('begins no send at its end that it may have no time for, but all else', async () => {
    const database = openDatabase(':memory:')
    const { inbox, ended } = rig({ database, work: turns(1) })
    await inbox.accept([job('a', '1', 'cim'), job('b', '2'), job('c', '3', 'notice')])
    await inbox.drain(5000)
    expect(ended.map(({ body }) => body)).toEqual(['2', '3'])
    expect(inbox.size()).toBe(1)
    const next = rig({ database, work: turns(1) })
    await next.inbox.drain(60_000)
    expect(next.ended.map(({ body }) => body)).toEqual(['1'])
  })

  it('leaves no send alone that is under way, however little time it has', async () => {
    const database = openDatabase(':memory:')
    let finish = () => {}
    const sending = new Promise<void>((resolve) => {
      finish = resolve
    })
    const { inbox, ended } = rig({
      database,
      async work({ kind }) {
        if (kind === 'webhook') return new Promise(() => {})
        await sending
        return done
      },
    })
    await inbox.accept([job('a', '1', 'cim'), job('a', '2', 'cim'), job('b', '3')])
    await settled()
    let drained = false
    const draining = inbox.drain(10).then(() => {
      drained = true
    })
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(drained).toBe(false)
    finish()
    await draining
    expect(ended.map(({ body }) => body)).toEqual(['1'])
    expect(createInboxStore(database).open()).toMatchObject([{ kind: 'cim' }, { lane: 'b' }])
  })

  it('waits at its end for what runs, but not for pauses', async () => {
    const { inbox, ended } = rig({ work: async ({ body }) => (body === '1' ? later : done) })
    await inbox.accept([job('a', '1'), job('b', '2')])
    await inbox.drain(5000)
    expect(ended.map(({ body }) => body)).toEqual(['2'])
    expect(inbox.size()).toBe(1)
  })
})

type Rig = {
  work: (task: Pick<Task, 'kind' | 'body'>) => Promise<Carried>
  database?: Database
  maxRunning?: number
  maxAge?: number
}

function rig({ work, database = openDatabase(':memory:'), maxAge, ...limits }: Rig) {
  const ended: Pick<Task, 'lane' | 'body'>[] = []
  const givenUp: Task[] = []
  const running = { now: 0, most: 0 }
  const store = createInboxStore(database)
  const inbox = createInbox({
    store,
    async carry(task) {
      running.now += 1
      running.most = Math.max(running.most, running.now)
      const carried = await work(task)
      running.now -= 1
      if (carried.result === 'done') ended.push(task)
      return carried
    },
    onGiveUp: (task) => givenUp.push(task),
    ...(maxAge !== undefined && { maxAge: { webhook: maxAge, notice: maxAge, cim: maxAge } }),
    ...limits,
  })
  return { inbox, store, ended, givenUp, running }
}

function job(lane: string, body: string, kind: Task['kind'] = 'webhook'): Task {
  return { kind, lane, body }
}

/** Work that takes so many turns of the event loop. */
function turns(count: number): () => Promise<Carried> {
  return async () => {
    for (let turn = 0; turn < count; turn += 1) await settled()
    return done
  }
}

/** A few turns, in which started work gets ahead. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await new Promise((resolve) => setImmediate(resolve))
}
