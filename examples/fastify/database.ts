import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { ConfigError } from './config.ts'

/**
 * Opens the host's database, and makes it where there is none. With a write-ahead log, what was written
 * survives the end of the process however it ends; the last moments may be lost when the machine loses
 * power. One process has it at a time, or both would do what is left in the inbox.
 *
 * @param path a file, or `:memory:` for none
 * @throws {ConfigError} when it cannot be opened or another process has it
 */
export function openDatabase(path: string): DatabaseSync {
  try {
    if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true })
    const database = new DatabaseSync(path)
    database.exec(`
      pragma locking_mode = exclusive;
      pragma journal_mode = wal;
      pragma synchronous = normal;
      pragma wal_autocheckpoint = 8000;
      begin exclusive;
      commit;`)
    return database
  } catch (error) {
    const why = error instanceof Error ? error.message : 'for an unknown reason'
    throw new ConfigError([`DATABASE_PATH cannot be used: ${why}`])
  }
}
