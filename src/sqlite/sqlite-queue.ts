import { createReport } from '../connector/connector-event.ts'
import { StorageError } from '../errors.ts'
import { createLanes, type LaneStore, type Lanes } from '../host/lanes.ts'
import type { RunTask, TaskQueue, TaskWorker, WorkOptions } from '../host/task-queue.ts'
import type { Database } from './database.ts'
import { createSqliteDeadLetters } from './sqlite-dead-letters.ts'
import { createTaskTable } from './task-table.ts'
import { takeWorkerLock } from './worker-lock.ts'

/** A task queue that can be closed. */
export type SqliteQueue = TaskQueue & {
  /** Ends the work at once, as if the process died. */
  close(): void
}

/** The pause between looks for tasks that other processes added, such as replayed dead letters, in ms. */
const lookAround = 500

/** Creates a queue in SQLite. Any process may add tasks, one process works on them. */
export function createSqliteQueue(database: Database): SqliteQueue {
  const tasks = createTaskTable(database)
  const deadLetters = createSqliteDeadLetters(database)
  let working: Lanes | undefined
  let isClosed = false
  let held: { release(): void } | undefined

  async function start(lanes: Lanes, onError: (error: unknown) => void): Promise<void> {
    const lock = await takeWorkerLock(database.path)
    if (isClosed) {
      lock.release()
      throw new StorageError('closed')
    }
    const looking = setInterval(look, lookAround).unref()
    held = {
      release() {
        clearInterval(looking)
        lock.release()
        held = undefined
      },
    }
    working = lanes
    look()

    function look(): void {
      try {
        lanes.enqueue(tasks.addedSince())
      } catch (error) {
        onError(error)
      }
    }
  }

  function work(run: RunTask, options: WorkOptions = {}): TaskWorker {
    const onError = createReport(options.onError)
    const store: LaneStore = { find: tasks.find, end: tasks.end }
    const lanes = createLanes(store, run, { ...options, onError })
    const ready = start(lanes, onError)
    return {
      ready,
      async stop(stopOptions) {
        const isWorking = await ready.then(
          () => true,
          () => false,
        )
        await lanes.stop(stopOptions)
        if (isWorking) held?.release()
      },
    }
  }
  return {
    async add(added) {
      const waiting = await tasks.add(added)
      working?.enqueue(waiting)
    },
    work,
    async begin(task, step) {
      if (working === undefined) throw new StorageError('closed')
      working.begin(task)
      await tasks.begin(Number(task.id), step)
    },
    isRunning: async (lane) => working?.isRunning(lane) ?? false,
    counts: async () => ({ waiting: tasks.count(), dead: deadLetters.count() }),
    check: tasks.check,
    deadLetters,
    close() {
      isClosed = true
      working?.abandon()
      held?.release()
    },
  }
}
