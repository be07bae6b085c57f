import type { MessageLog } from '../connector/message-log.ts'
import type { TaskQueue } from '../host/task-queue.ts'
import { openDatabase } from './database.ts'
import { createSqliteDeadLetters } from './sqlite-dead-letters.ts'
import { createSqliteLog } from './sqlite-log.ts'
import { createSqliteQueue } from './sqlite-queue.ts'

/** What {@link openSqlite} opens. */
export type SqliteStore = {
  queue: TaskQueue
  log: Required<MessageLog>
  /** Closes the file once all that was given to it is on disk. Stop the host first. */
  close(): Promise<void>
}

/** How long a file keeps what it holds. */
export type SqliteOptions = {
  /** For how many days messages are remembered and dead letters kept. Default 180. */
  retentionDays?: number | undefined
}

const hour = 60 * 60 * 1000
const day = 24 * hour

/**
 * Opens the task queue and the message log of a host in one SQLite file, and makes the file where there is none.
 * Once something is said to be stored it survives the end of the process and of the machine, however they end.
 *
 * One process at a time works on the tasks; others may add some, and look after dead letters. A file of an earlier
 * version is moved on.
 *
 * @param path of the file; its folder is made where there is none. `:memory:` keeps nothing.
 * @throws {StorageError} when the file cannot be used: locked, read-only, damaged, or of a later version
 */
export function openSqlite(path: string, { retentionDays = 180 }: SqliteOptions = {}): SqliteStore {
  const database = openDatabase(path)
  const queue = createSqliteQueue(database)
  const log = createSqliteLog(database)
  const deadLetters = createSqliteDeadLetters(database)

  async function purge(): Promise<void> {
    const now = Date.now()
    const before = now - retentionDays * day
    await Promise.all([log.purge({ before, now }), deadLetters.purge(before)])
  }
  /** A failed purge is tried again in an hour. Other calls report a database that cannot be written. */
  function purgeSoon(): void {
    purge().catch(() => {})
  }
  purgeSoon()
  const purging = setInterval(purgeSoon, hour).unref()

  return {
    queue,
    log,
    async close() {
      clearInterval(purging)
      queue.close()
      await database.close()
    },
  }
}
