import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it, vi } from 'vitest'
import { createInbox, type JobResult } from '../../examples/express/inbox.ts'
import type { Job } from '../../examples/express/jobs.ts'

describe('the inbox', () => {
  it('does the jobs of a lane in order, and different lanes side by side', async () => {
    const { inbox, done, running } = rig({ work: turns(3) })
    inbox.accept([job('a', '1'), job('b', '2'), job('a', '3'), job('a', '4'), job('b', '5')])
    await inbox.drain(5000)
    expect(done.filter(({ lane }) => lane === 'a').map(({ body }) => body)).toEqual(['1', '3', '4'])
    expect(done.filter(({ lane }) => lane === 'b').map(({ body }) => body)).toEqual(['2', '5'])
    expect(running.most).toBe(2)
    expect(inbox.size()).toBe(0)
  })

  it('runs no more jobs at a time than it may', async () => {
    const { inbox, done, running } = rig({ work: turns(3), maxRunning: 2 })
    inbox.accept(Array.from({ length: 20 }, (_, index) => job(`lane ${index}`, String(index))))
    await inbox.drain(5000)
    expect([done.length, running.most]).toEqual([20, 2])
  })

  it('starts nothing while it accepts: whoever posted is answered first', () => {
    const { inbox, running } = rig({ work: turns(1) })
    inbox.accept([job('a', '1')])
    expect([running.most, inbox.size()]).toEqual([0, 1])
  })

  it('does after a start what was not done before, in order', async () => {
    const database = new DatabaseSync(':memory:')
    const never = rig({ database, work: () => new Promise(() => {}) })
    never.inbox.accept([job('a', '1'), job('a', '2'), job('b', '3')])
    await never.inbox.drain(20)
    expect(never.inbox.size()).toBe(3)
    const next = rig({ database, work: turns(1) })
    expect(next.inbox.size()).toBe(3)
    await next.inbox.drain(5000)
    expect(next.done.map(({ body }) => body).toSorted()).toEqual(['1', '2', '3'])
    expect(rig({ database, work: turns(1) }).inbox.size()).toBe(0)
  })

  it('keeps no text once a job is done', async () => {
    const database = new DatabaseSync(':memory:')
    const { inbox } = rig({ database, work: turns(1) })
    inbox.accept([job('a', 'what somebody wrote')])
    await inbox.drain(5000)
    expect(database.prepare('select count(*) as count from inbox').get()).toEqual({ count: 0 })
  })

  it('accepts all of a webhook or nothing', () => {
    const database = new DatabaseSync(':memory:')
    const { inbox } = rig({ database, work: turns(1) })
    const broken = { ...job('a', '2'), body: { not: 'text' } }
    // @ts-expect-error a body that SQLite refuses
    expect(() => inbox.accept([job('a', '1'), broken])).toThrow()
    expect(inbox.size()).toBe(0)
    inbox.accept([job('a', '3'), job('a', '4')])
    expect(inbox.size()).toBe(2)
  })

  it('repeats what is not possible now with growing pauses, the lane waiting behind it', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'Date'] })
    try {
      const attempts: number[] = []
      const { inbox, done } = rig({
        work: async ({ body }) => {
          if (body !== '1') return 'done'
          attempts.push(Date.now())
          return attempts.length < 4 ? 'later' : 'done'
        },
      })
      const start = Date.now()
      inbox.accept([job('a', '1'), job('a', '2'), job('b', '3')])
      for (let second = 0; second < 8; second += 1) {
        await settled()
        await vi.advanceTimersByTimeAsync(1000)
      }
      await settled()
      expect(attempts.map((at) => (at - start) / 1000)).toEqual([0, 1, 3, 7])
      expect(done.map(({ body }) => body)).toEqual(['3', '1', '2'])
    } finally {
      vi.useRealTimers()
    }
  })

  it('gives up what was not possible for too long, and tells it', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'Date'] })
    try {
      const { inbox, givenUp } = rig({ work: async () => 'later', maxAge: 10_000 })
      inbox.accept([job('a', '1')])
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

  it('waits at its end for what runs, but not for pauses', async () => {
    const { inbox, done } = rig({ work: async ({ body }) => (body === '1' ? 'later' : 'done') })
    inbox.accept([job('a', '1'), job('b', '2')])
    await inbox.drain(5000)
    expect(done.map(({ body }) => body)).toEqual(['2'])
    expect(inbox.size()).toBe(1)
  })
})

type Rig = {
  work: (job: Job) => Promise<JobResult>
  database?: DatabaseSync
  maxRunning?: number
  maxAge?: number
}

function rig({ work, database = new DatabaseSync(':memory:'), ...limits }: Rig) {
  const done: Job[] = []
  const givenUp: Job[] = []
  const running = { now: 0, most: 0 }
  const inbox = createInbox({
    database,
    async work(job) {
      running.now += 1
      running.most = Math.max(running.most, running.now)
      const result = await work(job)
      running.now -= 1
      if (result === 'done') done.push(job)
      return result
    },
    onGiveUp: (job) => givenUp.push(job),
    ...limits,
  })
  return { inbox, done, givenUp, running }
}

function job(lane: string, body: string): Job {
  return { kind: 'webhook', lane, body }
}

/** Work that takes so many turns of the event loop. */
function turns(count: number): () => Promise<JobResult> {
  return async () => {
    for (let turn = 0; turn < count; turn += 1) await settled()
    return 'done'
  }
}

/** A few turns, in which started work gets ahead. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await new Promise((resolve) => setImmediate(resolve))
}
