import type { ErrorFacts } from '../connector/connector-event.ts'
import { deadLetterIds } from '../host/dead-letter-ids.ts'
import type { DeadLetter, DeadLetters, DeadLetterWithBody } from '../host/dead-letters.ts'
import type { Task } from '../host/task-queue.ts'
import type { Database } from './database.ts'

/** Dead letters in SQLite. */
export type SqliteDeadLetters = DeadLetters & {
  count(): number
  /** Drops the letters of tasks that were given up before a time, in ms. */
  purge(before: number): Promise<void>
}

/** Lists, replays and drops the dead letters of a database, also while another process works on it. */
export function createSqliteDeadLetters(database: Database): SqliteDeadLetters {
  const facts = 'id, kind, lane, accepted_at, dead_at, attempts, reason'
  const list = database.prepare(`select ${facts} from dead_letters order by id`)
  const select = database.prepare('select * from dead_letters where id = ?')
  const remove = database.prepare('delete from dead_letters where id = ?')
  const replay = database.prepare(`
    insert into tasks (kind, lane, body, not_before, accepted_at)
    select kind, lane, body, 0, accepted_at from dead_letters where id = ?`)
  const count = database.prepare('select count(*) as count from dead_letters')
  const purge = database.prepare('delete from dead_letters where dead_at < ?')

  return {
    list: async () => database.read(() => list.all().map(toDeadLetter)),
    async show(id) {
      const row = database.read(() => select.get(id))
      return row === undefined ? undefined : toDeadLetterWithBody(row)
    },
    async replay(ids) {
      const own = deadLetterIds(ids)
      await database.write(() => {
        for (const id of own) {
          replay.run(id)
          remove.run(id)
        }
      })
    },
    async drop(ids) {
      const own = deadLetterIds(ids)
      await database.write(() => {
        for (const id of own) remove.run(id)
      })
    },
    count: () => database.read(() => Number(count.get()?.count)),
    purge: (before) => database.write(() => void purge.run(before)),
  }
}

/** Returns a function that makes a task a dead letter. Call it within a write. */
export function insertDeadLetter(database: Database): (task: Task, reason: ErrorFacts) => void {
  const insert = database.prepare(`
    insert into dead_letters (kind, lane, body, accepted_at, dead_at, attempts, reason)
    values (?, ?, ?, ?, ?, ?, ?)`)
  return ({ kind, lane, body, acceptedAt, attempts }, reason) => {
    insert.run(kind, lane, body, acceptedAt, Date.now(), attempts + 1, JSON.stringify(reason))
  }
}

type Row = Readonly<Record<string, unknown>>

function toDeadLetterWithBody(row: Row): DeadLetterWithBody {
  return { ...toDeadLetter(row), body: String(row.body) }
}

function toDeadLetter(row: Row): DeadLetter {
  return {
    id: String(row.id),
    kind: String(row.kind),
    lane: String(row.lane),
    acceptedAt: Number(row.accepted_at),
    deadAt: Number(row.dead_at),
    attempts: Number(row.attempts),
    reason: JSON.parse(String(row.reason)),
  }
}
