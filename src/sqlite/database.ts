import { mkdirSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { StorageError } from '../errors.ts'
import { migrateSchema } from './schema.ts'
import { storageFailure } from './storage-failure.ts'

/** A database whose writes are on disk once they resolve. */
export type Database = {
  /** The file, from the root on, or `:memory:`. */
  path: string
  prepare(sql: string): StatementSync
  /**
   * Runs writes, all or none. Resolves once they are on disk. The writes of one turn of the event loop share a
   * transaction, because a sync to disk takes as long for many as for one.
   * @throws {StorageError} when the write failed
   */
  write<T>(run: () => T): Promise<T>
  /**
   * Runs reads.
   * @throws {StorageError} when the read failed
   */
  read<T>(run: () => T): T
  /** Closes the database once all writes are on disk. */
  close(): Promise<void>
  /** Closes the database at once. Only for one that nothing was written to. */
  discard(): void
}

/** How long to wait for another process that writes, in ms. This blocks the event loop. */
const busyTime = 1000

/**
 * Opens a database; creates a missing one. What was written survives a crash of the process and of the machine. Several
 * processes may have it open.
 *
 * @param path a file, or `:memory:`
 * @throws {StorageError} when it cannot be used; also when it can be read but not written
 */
export function openDatabase(path: string): Database {
  try {
    // SQLite would take `file:…` for a URL.
    const file = path === ':memory:' ? path : resolve(path)
    if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true })
    const database = new DatabaseSync(file)
    try {
      database.exec(`
        pragma busy_timeout = ${busyTime};
        pragma journal_mode = wal;
        pragma synchronous = full;
        pragma wal_autocheckpoint = 8000;`)
      migrateSchema(database)
    } catch (error) {
      database.close()
      throw error
    }
    return withWrites(database, file)
  } catch (error) {
    throw storageFailure(error)
  }
}

/** A write that waits for its turn. */
type Write = { run(): void; done(): void; fail(error: unknown): void }

/**
 * Runs the writes of one turn of the event loop as one transaction, without a pause in which others would wait for it.
 */
function withWrites(database: DatabaseSync, path: string): Database {
  let waiting: Write[] = []
  let isOpen = true

  function writeAll(): void {
    const writes = waiting
    if (writes.length === 0) return
    waiting = []
    try {
      database.exec('begin immediate')
      const failures = new Map<Write, unknown>()
      for (const write of writes) runApart(write, failures)
      database.exec('commit')
      for (const write of writes) {
        if (failures.has(write)) write.fail(storageFailure(failures.get(write)))
        else write.done()
      }
    } catch (error) {
      rollBack()
      for (const { fail } of writes) fail(storageFailure(error))
    }
  }

  /** Runs a write in its own savepoint, so that its failure does not undo the others of its turn. */
  function runApart(write: Write, failures: Map<Write, unknown>): void {
    database.exec('savepoint apart')
    try {
      write.run()
    } catch (error) {
      failures.set(write, error)
      rollBackApart(error)
    }
    database.exec('release apart')
  }

  function rollBackApart(error: unknown): void {
    try {
      database.exec('rollback to apart')
    } catch {
      // SQLite has rolled the whole transaction back itself, as it may on a full disk.
      throw error
    }
  }

  function rollBack(): void {
    try {
      database.exec('rollback')
    } catch {
      // SQLite has rolled back itself.
    }
  }

  return {
    path,
    prepare: (sql) => database.prepare(sql),
    write<T>(run: () => T) {
      return new Promise<T>((resolve, reject) => {
        if (!isOpen) return reject(new StorageError('closed'))
        if (waiting.length === 0) setImmediate(writeAll)
        let result: { value: T } | undefined
        waiting.push({
          run() {
            result = { value: run() }
          },
          done() {
            if (result) resolve(result.value)
          },
          fail: reject,
        })
      })
    },
    read(run) {
      if (!isOpen) throw new StorageError('closed')
      try {
        return run()
      } catch (error) {
        throw storageFailure(error)
      }
    },
    discard() {
      isOpen = false
      database.close()
    },
    async close() {
      if (!isOpen) return
      isOpen = false
      writeAll()
      database.close()
    },
  }
}
