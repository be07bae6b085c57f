import { isObject } from '../connector/is-object.ts'
import type { MessageLog } from '../connector/message-log.ts'
import { PayloadError } from '../errors.ts'
import { retentionIssues } from '../host/store-options.ts'
import type { TaskQueue } from '../host/task-queue.ts'
import { type Database, openDatabase } from './database.ts'
import { createSqliteDeadLetters } from './sqlite-dead-letters.ts'
import { createSqliteLog } from './sqlite-log.ts'
import { createSqliteQueue } from './sqlite-queue.ts'
import { storageFailure } from './storage-failure.ts'

/** The result of {@link openSqlite}. */
export type SqliteStore = {
  /** For `queue` of the host. */
  queue: TaskQueue
  /** For `log` of the host or the connector. */
  log: Required<MessageLog>
  /** Closes the file once all writes are on disk. Stop the host first. */
  close(): Promise<void>
}

/** The options of {@link openSqlite}. */
export type SqliteOptions = {
  /** How many days messages are remembered and dead letters kept. Default 180. */
  retentionDays?: number | undefined
}

const hour = 60 * 60 * 1000
const day = 24 * hour

/**
 * Opens the task queue and the message log of a host in one SQLite file, and creates the file if it is missing. What
 * was stored survives a crash of the process and of the machine.
 *
 * One process at a time works on the tasks. Others may add tasks, and list, replay and drop dead letters. A file of an
 * earlier version is migrated.
 *
 * @param path of the file; a missing folder is created. `:memory:` keeps nothing.
 * @throws {StorageError} when the file is locked, read-only, damaged, not from this package, or from a later version
 * @throws {PayloadError} when the path is blank or an option is wrong
 */
export function openSqlite(path: string, options: SqliteOptions = {}): SqliteStore {
  const retentionDays = readRetentionDays(path, options)
  const database = openDatabase(path)
  const { queue, log, deadLetters } = partsOf(database)

  async function purge(): Promise<void> {
    const now = Date.now()
    const before = now - retentionDays * day
    await Promise.all([log.purge({ before, now }), deadLetters.purge(before)])
  }
  /** Retries a failed purge in an hour. Other calls report a database that cannot be written. */
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

/**
 * @throws {PayloadError} when an option is wrong. With a blank path SQLite would use a file that is gone at the end of
 * the process.
 */
function readRetentionDays(path: unknown, options: unknown): number {
  const isPath = typeof path === 'string' && path.trim() !== ''
  const retentionDays = isObject(options) ? (options.retentionDays ?? 180) : undefined
  const issues = [
    ...(isPath ? [] : [{ path: ['path'], message: 'expected a file, or :memory:' }]),
    ...retentionIssues(retentionDays),
  ]
  if (issues.length > 0) throw new PayloadError('options', issues)
  return Number(retentionDays)
}

/** Prepares the statements, which fails on a database of another application. */
function partsOf(database: Database) {
  try {
    return {
      queue: createSqliteQueue(database),
      log: createSqliteLog(database),
      deadLetters: createSqliteDeadLetters(database),
    }
  } catch (error) {
    database.discard()
    throw storageFailure(error)
  }
}
