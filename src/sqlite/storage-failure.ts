import { StorageError, type StorageErrorReason } from '../errors.ts'

/** SQLITE_ERROR: a table is not what it should be. */
const sqlError = 1

/**
 * SQLite's primary result codes that say why nothing can be stored.
 * @see https://sqlite.org/rescode.html
 */
const reasons = new Map<number, StorageErrorReason>([
  [sqlError, 'damaged'],
  [5, 'locked'], // SQLITE_BUSY
  [6, 'locked'], // SQLITE_LOCKED
  [8, 'read_only'], // SQLITE_READONLY
  [11, 'damaged'], // SQLITE_CORRUPT
  [13, 'full'], // SQLITE_FULL
  [26, 'damaged'], // SQLITE_NOTADB
])

/** The lower byte of an extended result code is the primary one. */
const primary = 0xff

/** Said instead of SQLite's `SQL logic error`. */
const foreignTables = 'tables of another program, or of an example of 0.1.0: use a new file'

/** Translates an error of node:sqlite. Its message is not kept: SQLite's words for the code say as much. */
export function storageFailure(error: unknown): StorageError {
  if (error instanceof StorageError) return error
  const code = numberOf(error, 'errcode')
  if (code === sqlError) return new StorageError('damaged', foreignTables)
  const words = textOf(error, 'errstr') ?? textOf(error, 'code')
  const reason = code === undefined ? undefined : reasons.get(code & primary)
  return new StorageError(reason ?? 'unavailable', words)
}

function numberOf(error: unknown, key: string): number | undefined {
  const value = propertyOf(error, key)
  return typeof value === 'number' ? value : undefined
}

function textOf(error: unknown, key: string): string | undefined {
  const value = propertyOf(error, key)
  return typeof value === 'string' ? value : undefined
}

function propertyOf(error: unknown, key: string): unknown {
  return error instanceof Error ? Object.getOwnPropertyDescriptor(error, key)?.value : undefined
}
