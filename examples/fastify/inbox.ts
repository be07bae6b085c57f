import type { DatabaseSync } from 'node:sqlite'
import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises'
import type { Job } from './jobs.ts'

/** What became of a job: done, or not possible now. */
export type JobResult = 'done' | 'later'

/** Keeps jobs until they are done, also through a restart. */
export type Inbox = {
  /** Once this returns the jobs are kept, and are done when their turn comes. */
  accept(jobs: readonly Job[]): void
  /** How many are not done yet. */
  size(): number
  /**
   * Resolves when all are done but those that wait for another attempt, after `ms` in any case. What is not
   * done then is kept for the next start.
   */
  drain(ms: number): Promise<void>
}

export type InboxOptions = {
  database: DatabaseSync
  /** Does a job. Must not throw. */
  work: (job: Job) => Promise<JobResult>
  /** A job was tried for so long that it is given up. */
  onGiveUp: (job: Job) => void
  /** How many jobs run at a time. */
  maxRunning?: number
  /** For how long a job is tried, in ms. */
  maxAge?: number
}

const schema = `
  create table if not exists inbox (
    id integer primary key,
    kind text not null,
    lane text not null,
    body text not null,
    accepted_at integer not null,
    attempts integer not null default 0
  );`

const hour = 60 * 60 * 1000
/** The pause before another attempt doubles from a second up to this, in ms. */
const longestPause = 60_000

/** An inbox in SQLite. Starts at once on what was left when the process ended. */
export function createInbox({
  database,
  work,
  onGiveUp,
  maxRunning = 1000,
  maxAge = 24 * hour,
}: InboxOptions): Inbox {
  database.exec(schema)
  const insert = database.prepare(
    'insert into inbox (kind, lane, body, accepted_at) values (?, ?, ?, ?)',
  )
  const select = database.prepare('select * from inbox where id = ?')
  const remove = database.prepare('delete from inbox where id = ?')
  const countAttempt = database.prepare('update inbox set attempts = attempts + 1 where id = ?')

  /** Ids of each lane's jobs, oldest first; only the first of a lane runs. */
  const lanes = new Map<string, number[]>()
  /** Lanes whose first job may run now, in the order in which they get their turn. */
  const ready = new Set<string>()
  const running = new Set<Promise<void>>()
  let size = 0
  let turn: NodeJS.Immediate | undefined

  for (const { id, lane } of database.prepare('select id, lane from inbox order by id').all()) {
    enqueue(String(lane), Number(id))
  }
  startReady()

  function enqueue(lane: string, id: number): void {
    size += 1
    const ids = lanes.get(lane)
    if (ids) {
      ids.push(id)
      return
    }
    lanes.set(lane, [id])
    ready.add(lane)
  }

  /** One job in each turn of the event loop: whoever waits for an answer does not wait for more. */
  function startReady(): void {
    if (turn !== undefined || ready.size === 0 || running.size >= maxRunning) return
    turn = setImmediate(() => {
      turn = undefined
      startOne()
      startReady()
    })
  }

  function startOne(): void {
    const [lane] = ready
    if (lane === undefined) return
    ready.delete(lane)
    const run = runFirst(lane).finally(() => {
      running.delete(run)
      startReady()
    })
    running.add(run)
  }

  async function runFirst(lane: string): Promise<void> {
    const [id = 0] = lanes.get(lane) ?? []
    const row = select.get(id)
    const job: Job = {
      kind: row?.kind === 'cim' ? 'cim' : 'webhook',
      lane,
      body: String(row?.body),
    }
    const result = await work(job)
    const tooOld = Date.now() - Number(row?.accepted_at) > maxAge
    if (result === 'later' && !tooOld) {
      countAttempt.run(id)
      const pause = Math.min(longestPause, 1000 * 2 ** Number(row?.attempts))
      setTimeout(() => resume(lane), pause).unref()
      return
    }
    if (result === 'later') onGiveUp(job)
    remove.run(id)
    leave(lane)
  }

  function resume(lane: string): void {
    ready.add(lane)
    startReady()
  }

  function leave(lane: string): void {
    size -= 1
    const ids = lanes.get(lane) ?? []
    ids.shift()
    if (ids.length === 0) lanes.delete(lane)
    else ready.add(lane)
  }

  /** All or none. */
  function store(jobs: readonly Job[]): { id: number; lane: string }[] {
    if (jobs.length === 1) return jobs.map(storeOne)
    database.exec('begin')
    try {
      const stored = jobs.map(storeOne)
      database.exec('commit')
      return stored
    } catch (error) {
      database.exec('rollback')
      throw error
    }
  }

  function storeOne({ kind, lane, body }: Job): { id: number; lane: string } {
    const { lastInsertRowid } = insert.run(kind, lane, body, Date.now())
    return { id: Number(lastInsertRowid), lane }
  }

  async function settle(): Promise<void> {
    while (running.size > 0 || ready.size > 0) {
      await Promise.all(running)
      await nextTurn()
    }
  }

  return {
    accept(jobs) {
      for (const { id, lane } of store(jobs)) enqueue(lane, id)
      startReady()
    },
    size: () => size,
    async drain(ms) {
      await Promise.race([settle(), wait(ms)])
    },
  }
}
