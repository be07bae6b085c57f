import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { ConfigError } from './config.ts'

/** A database whose writes are on disk when they are said to be done. */
export type Database = {
  prepare(sql: string): StatementSync
  exec(sql: string): void
  /**
   * Runs what writes, all of it or nothing. Resolves when it is on disk: what is written in one turn of the
   * event loop goes there at once, for a disk takes as long for much as for little.
   */
  write<T>(run: () => T): Promise<T>
  /** Closes it once all is on disk. */
  close(): Promise<void>
}

/**
 * Opens the host's database, and makes it where there is none. What was written survives the end of the
 * process and of the machine however they end. One process has it at a time, or both would do what is left
 * in the inbox.
 *
 * @param path a file, or `:memory:` for none
 * @throws {ConfigError} when it cannot be opened or another process has it
 */
export function openDatabase(path: string): Database {
  try {
    if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true })
    const database = new DatabaseSync(path)
    database.exec(`
      pragma locking_mode = exclusive;
      pragma journal_mode = wal;
      pragma synchronous = full;
      pragma wal_autocheckpoint = 8000;
      begin exclusive;
      commit;`)
    return withWrites(database)
  } catch (error) {
    const why = error instanceof Error ? error.message : 'for an unknown reason'
    throw new ConfigError([`DATABASE_PATH cannot be used: ${why}`])
  }
}

function withWrites(database: DatabaseSync): Database {
  let onDisk: Promise<void> | undefined

  function begin(): Promise<void> {
    database.exec('begin')
    return new Promise((resolve, reject) => {
      setImmediate(() => {
        onDisk = undefined
        try {
          commit()
          resolve()
        } catch (error) {
          reject(error)
        }
      })
    })
  }

  function commit(): void {
    try {
      database.exec('commit')
    } finally {
      if (database.isTransaction) database.exec('rollback')
    }
  }

  /** One that fails takes nothing of the others of its turn with it. */
  function runApart<T>(run: () => T): T {
    database.exec('savepoint apart')
    try {
      return run()
    } catch (error) {
      database.exec('rollback to apart')
      throw error
    } finally {
      database.exec('release apart')
    }
  }

  return {
    prepare: (sql) => database.prepare(sql),
    exec: (sql) => database.exec(sql),
    async write(run) {
      onDisk ??= begin()
      const turn = onDisk
      const result = runApart(run)
      await turn
      return result
    },
    async close() {
      while (onDisk) await onDisk
      database.close()
    },
  }
}
