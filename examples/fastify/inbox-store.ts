import { z } from 'zod'
import type { Database } from './database.ts'
import type { Task } from './notice.ts'
import type { Reason } from './reason.ts'

/** A task by its number; they are numbered in the order of acceptance. */
export type Kept = Pick<Task, 'kind' | 'lane'> & { id: number }

/** A task, and how often and since when (ms) it was tried in vain. */
export type Tried = { task: Task; attempts: number; firstTriedAt: number | undefined }

/** A task that was given up; times in ms, `reason` is JSON without anything that anybody wrote. */
export type GivenUp = Kept & {
  body: string
  attempts: number
  acceptedAt: number
  givenUpAt: number
  reason: string
}

/** Where tasks are until they are done, and those that were given up until they are dropped. */
export type InboxStore = {
  /** Keeps all of them or none. Once this resolves they are on disk. */
  keep(tasks: readonly Task[]): Promise<Kept[]>
  /** What is not done yet, oldest first. */
  open(): Kept[]
  find(id: number): Tried
  /** An attempt that began at a time (ms) was in vain. */
  countAttempt(id: number, startedAt: number): Promise<void>
  remove(id: number): Promise<void>
  /** Puts another task in the place of one that is over, so that a crash leaves one of them. */
  replace(id: number, task: Task): Promise<Kept[]>
  giveUp(id: number, reason: Reason): Promise<void>
  /** What was given up, oldest first. */
  givenUp(): GivenUp[]
  countGivenUp(): number
  /** Makes a task that was given up like one that just came. */
  retry(id: number): Promise<void>
  /** Drops what was given up before a time (ms). */
  purge(before: number): void
}

const schema = `
  create table if not exists inbox (
    id integer primary key,
    kind text not null,
    lane text not null,
    body text not null,
    accepted_at integer not null,
    attempts integer not null default 0,
    first_tried_at integer,
    given_up_at integer,
    reason text
  );
  create index if not exists inbox_given_up on inbox (given_up_at) where given_up_at is not null;`

const kept = z.object({
  id: z.number(),
  kind: z.enum(['webhook', 'cim', 'notice']),
  lane: z.string(),
})
const keptRows = z.array(kept)
const triedRow = kept
  .extend({ body: z.string(), attempts: z.number(), first_tried_at: z.number().nullable() })
  .transform(({ id: _, attempts, first_tried_at, ...task }): Tried => {
    return { task, attempts, firstTriedAt: first_tried_at ?? undefined }
  })
const givenUpRows = z.array(
  kept.extend({
    body: z.string(),
    attempts: z.number(),
    acceptedAt: z.number(),
    givenUpAt: z.number(),
    reason: z.string(),
  }),
)

/** Tasks in SQLite. */
export function createInboxStore(database: Database): InboxStore {
  database.exec(schema)
  const insert = database.prepare(
    'insert into inbox (kind, lane, body, accepted_at) values (?, ?, ?, ?)',
  )
  const open = database.prepare(
    'select id, kind, lane from inbox where given_up_at is null order by id',
  )
  const select = database.prepare('select * from inbox where id = ?')
  const remove = database.prepare('delete from inbox where id = ?')
  const countAttempt = database.prepare(`
    update inbox set attempts = attempts + 1, first_tried_at = coalesce(first_tried_at, ?)
    where id = ?`)
  const giveUp = database.prepare(
    'update inbox set attempts = attempts + 1, given_up_at = ?, reason = ? where id = ?',
  )
  const givenUp = database.prepare(`
    select *, accepted_at as acceptedAt, given_up_at as givenUpAt from inbox
    where given_up_at is not null order by id`)
  const countGivenUp = database.prepare(
    'select count(*) as count from inbox where given_up_at is not null',
  )
  const retry = database.prepare(`
    update inbox set attempts = 0, first_tried_at = null, given_up_at = null, reason = null
    where id = ?`)
  const purge = database.prepare('delete from inbox where given_up_at < ?')

  function keepOne({ kind, lane, body }: Task): Kept {
    const { lastInsertRowid } = insert.run(kind, lane, body, Date.now())
    return { id: Number(lastInsertRowid), kind, lane }
  }

  return {
    keep: (tasks) => database.write(() => tasks.map(keepOne)),
    open: () => keptRows.parse(open.all()),
    find: (id) => triedRow.parse(select.get(id)),
    countAttempt: (id, startedAt) => database.write(() => void countAttempt.run(startedAt, id)),
    remove: (id) => database.write(() => void remove.run(id)),
    replace: (id, task) =>
      database.write(() => {
        remove.run(id)
        return [keepOne(task)]
      }),
    giveUp: (id, reason) =>
      database.write(() => void giveUp.run(Date.now(), JSON.stringify(reason), id)),
    givenUp: () => givenUpRows.parse(givenUp.all()),
    countGivenUp: () => Number(countGivenUp.get()?.count),
    retry: (id) => database.write(() => void retry.run(id)),
    purge: (before) => void purge.run(before),
  }
}
