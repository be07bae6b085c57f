/**
 * The SQLite entry point: the host's task queue and message log in one file, with the SQLite that is part of Node.
 * @module messenger-cim/sqlite
 */
export { StorageError, type StorageErrorReason } from '../errors.ts'
export { openSqlite, type SqliteOptions, type SqliteStore } from './open-sqlite.ts'
