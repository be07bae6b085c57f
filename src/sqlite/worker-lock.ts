import { DatabaseSync } from 'node:sqlite'
import { setTimeout as wait } from 'node:timers/promises'
import { StorageError } from '../errors.ts'
import { storageFailure } from './storage-failure.ts'

/** The right of one process to work on a database. The system gives it back when the process ends, however it ends. */
export type WorkerLock = { release(): void }

/** For how long a process that is just ending is waited for, in ms, and how often it is looked for. */
const patience = 5000
const pause = 200

/**
 * Takes the right to work on the tasks of a database: two processes that do so would send everything twice. The
 * lock is one of SQLite's, on a file of its own beside the database, so that others may still add tasks and look
 * after dead letters.
 *
 * @throws {StorageError} `locked` when another process has it for longer than a restart takes
 */
export async function takeWorkerLock(path: string): Promise<WorkerLock> {
  const file = path === ':memory:' ? path : `${path}-worker`
  const deadline = Date.now() + patience
  for (;;) {
    const lock = tryLock(file)
    if (lock) return lock
    if (Date.now() > deadline) throw new StorageError('locked', 'another process works on it')
    await wait(pause)
  }
}

function tryLock(file: string): WorkerLock | undefined {
  const database = new DatabaseSync(file)
  try {
    // Exclusive mode keeps the lock after the transaction.
    database.exec('pragma locking_mode = exclusive; begin exclusive; commit;')
    return { release: () => database.close() }
  } catch (error) {
    database.close()
    const failure = storageFailure(error)
    if (failure.reason === 'locked') return undefined
    throw failure
  }
}
