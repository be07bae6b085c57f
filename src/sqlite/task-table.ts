import type { LaneStore, WaitingTask } from '../host/lanes.ts'
import type { NewTask, Task, TaskOutcome } from '../host/task-queue.ts'
import type { Database } from './database.ts'
import { insertDeadLetter } from './sqlite-dead-letters.ts'

/** The tasks that are not done yet. */
export type TaskTable = LaneStore & {
  add(tasks: readonly NewTask[]): Promise<WaitingTask[]>
  begin(id: number, step: number): Promise<void>
  count(): number
  /** The tasks that any process added since the last call; on the first call, all tasks. */
  addedSince(): WaitingTask[]
  /** Checks that the database can be written, by writing to it. */
  check(): Promise<void>
}

/** Tasks in a table of SQLite. Their ids rise in the order of acceptance, and no id is used twice. */
export function createTaskTable(database: Database): TaskTable {
  const insert = database.prepare(
    'insert into tasks (kind, lane, body, not_before, accepted_at) values (?, ?, ?, ?, ?)',
  )
  const select = database.prepare('select * from tasks where id = ?')
  const remove = database.prepare('delete from tasks where id = ?')
  const begin = database.prepare(`
    update tasks set begun = json_insert(begun, '$[#]', ?) where id = ?`)
  const end = database.prepare(`
    update tasks set begun = '[]', attempts = attempts + ?, first_tried_at = coalesce(first_tried_at, ?)
    where id = ?`)
  const count = database.prepare('select count(*) as count from tasks')
  const since = database.prepare('select id, lane, not_before from tasks where id > ? order by id')
  const check = database.prepare('insert or replace into checks values (1, ?)')
  const bury = insertDeadLetter(database)
  let lastSeen = 0

  function addOne({ kind, lane, body, notBefore = 0 }: NewTask): WaitingTask {
    const { lastInsertRowid } = insert.run(kind, lane, body, notBefore, Date.now())
    return { id: Number(lastInsertRowid), lane, notBefore }
  }

  function find(id: number): Task {
    return database.read(() => toTask(select.get(id) ?? {}))
  }

  function endOne(id: number, outcome: TaskOutcome): WaitingTask[] {
    if (outcome.result === 'later') {
      if (outcome.untried) end.run(0, null, id)
      else end.run(1, Date.now(), id)
      return []
    }
    if (outcome.result === 'dead') bury(find(id), outcome.reason)
    remove.run(id)
    return (outcome.add ?? []).map(addOne)
  }

  return {
    add: (tasks) => database.write(() => tasks.map(addOne)),
    find,
    end: (id, outcome) => database.write(() => endOne(id, outcome)),
    begin: (id, step) => database.write(() => void begin.run(step, id)),
    count: () => database.read(() => Number(count.get()?.count)),
    addedSince() {
      const tasks = database.read(() => since.all(lastSeen)).map(toWaiting)
      lastSeen = tasks.at(-1)?.id ?? lastSeen
      return tasks
    },
    check: () => database.write(() => void check.run(Date.now())),
  }
}

type Row = Readonly<Record<string, unknown>>

function toWaiting(row: Row): WaitingTask {
  return { id: Number(row.id), lane: String(row.lane), notBefore: Number(row.not_before) }
}

function toTask(row: Row): Task {
  return {
    id: String(row.id),
    kind: String(row.kind),
    lane: String(row.lane),
    body: String(row.body),
    acceptedAt: Number(row.accepted_at),
    attempts: Number(row.attempts),
    firstTriedAt: row.first_tried_at === null ? undefined : Number(row.first_tried_at),
    begun: JSON.parse(String(row.begun)),
  }
}
