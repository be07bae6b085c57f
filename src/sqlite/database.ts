import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { StorageError } from '../errors.ts'
import { moveSchemaOn } from './schema.ts'
import { storageFailure } from './storage-failure.ts'

/** A database whose writes are on disk when they are said to be done. */
export type Database = {
  /** The file, or `:memory:`. */
  path: string
  prepare(sql: string): StatementSync
  /**
   * Runs what writes, all of it or nothing. Resolves when it is on disk: what is written in one turn of the
   * event loop goes there at once, for a disk takes as long for much as for little.
   * @throws {StorageError} when it could not be written
   */
  write<T>(run: () => T): Promise<T>
  /**
   * Runs what reads.
   * @throws {StorageError} when it could not be read
   */
  read<T>(run: () => T): T
  /** Closes it once all is on disk. */
  close(): Promise<void>
  /** Closes it at once; nothing may have been written. */
  discard(): void
}

/** For how long another process that writes is waited for, in ms; nothing else happens meanwhile. */
const busyTime = 1000

/**
 * Opens a database, and makes it where there is none. What was written survives the end of the process and of the
 * machine however they end. Several processes may have it open.
 *
 * @param path a file, or `:memory:` for none
 * @throws {StorageError} when it cannot be used; also when it can be read but not written
 */
export function openDatabase(path: string): Database {
  try {
    if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true })
    const database = new DatabaseSync(path)
    try {
      database.exec(`
        pragma busy_timeout = ${busyTime};
        pragma journal_mode = wal;
        pragma synchronous = full;
        pragma wal_autocheckpoint = 8000;`)
      moveSchemaOn(database)
    } catch (error) {
      database.close()
      throw error
    }
    return withWrites(database, path)
  } catch (error) {
    throw storageFailure(error)
  }
}

/** A write that waits for its turn. */
type Write = { run(): void; done(): void; fail(error: unknown): void }

/** Each turn of the event loop is one transaction, begun and ended in one go: nobody else waits within it. */
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

  /** One that fails takes nothing of the others of its turn with it. */
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
      // SQLite has ended the transaction by itself, as it may on a full disk: then all of it has failed.
      throw error
    }
  }

  function rollBack(): void {
    try {
      database.exec('rollback')
    } catch {
      // SQLite has done so itself.
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
