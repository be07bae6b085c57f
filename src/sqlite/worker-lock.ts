import { realpathSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as wait } from 'node:timers/promises'
import { StorageError } from '../errors.ts'
import { storageFailure } from './storage-failure.ts'

/**
 * The right of one process to work on a database. The operating system releases it when the process ends in any way.
 */
export type WorkerLock = { release(): void }

/** How long to wait for a process that is about to end, and the pause between attempts, in ms. */
const patience = 5000
const pause = 200

/**
 * Takes the right to work on the tasks of a database: two processes at work would send everything twice. It is a lock
 * of SQLite on a separate file beside the database, so that others can still add tasks and manage dead letters.
 *
 * @throws {StorageError} `locked` when another process holds it for longer than a restart takes
 */
export async function takeWorkerLock(path: string): Promise<WorkerLock> {
  const file = lockFileOf(path)
  const deadline = Date.now() + patience
  for (;;) {
    const lock = tryLock(file)
    if (lock) return lock
    if (Date.now() > deadline) throw new StorageError('locked', 'another process works on it')
    await wait(pause)
  }
}

/** The same file for every link to the database. */
function lockFileOf(path: string): string {
  if (path === ':memory:') return path
  try {
    return `${realpathSync(path)}-worker`
  } catch (error) {
    throw storageFailure(error)
  }
}

function tryLock(file: string): WorkerLock | undefined {
  let database: DatabaseSync | undefined
  try {
    database = new DatabaseSync(file)
    // Exclusive mode keeps the lock after the transaction.
    database.exec('pragma locking_mode = exclusive; begin exclusive; commit;')
    return { release: () => database?.close() }
  } catch (error) {
    database?.close()
    const failure = storageFailure(error)
    if (failure.reason === 'locked') return undefined
    throw failure
  }
}
