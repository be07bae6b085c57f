import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type {
  NewTask,
  Task,
  TaskOutcome,
  TaskQueue,
  TaskWorker,
  WorkOptions,
} from '../../host/task-queue.ts'

/** An open task queue. */
export type OpenedQueue = {
  /** The queue. */
  queue: TaskQueue
  /** Closes it at once, as if its process died: running tasks are neither awaited nor ended. */
  close(): void | Promise<void>
}

/**
 * Opens the queue of a name. The same name opens the same queue again, also while it is open, as another process would,
 * or the next one after a crash.
 */
export type OpenQueue = (name: string) => OpenedQueue | Promise<OpenedQueue>

/** A queue under test. */
export type TestedQueue = {
  /** Opens the queue once more, as another process. */
  open(): Promise<OpenedQueue>
  /** Works on it, and records the tasks that run. */
  work(queue: TaskQueue, run?: Run, options?: Pick<WorkOptions, 'concurrency'>): Work
}

/** A worker and what it has run, in the order in which it began. */
export type Work = { ran: Task[]; bodies(): string[]; errors: unknown[]; worker: TaskWorker }

/** Gives a test a queue of its own, and closes all of it afterwards. */
export function withQueue(
  open: OpenQueue,
  test: (tested: TestedQueue) => Promise<void>,
): () => Promise<void> {
  return async () => {
    const name = `contract-${randomUUID()}`
    const opened: OpenedQueue[] = []
    const broken: unknown[] = []
    try {
      await test({
        async open() {
          const queue = await open(name)
          opened.push(queue)
          return queue
        },
        work: (queue, run, options) => work(queue, keepFailures(run, broken), options),
      })
      if (broken.length > 0) throw broken[0]
    } finally {
      for (const { close } of opened) await close()
    }
  }
}

type Run = (task: Task) => TaskOutcome | Promise<TaskOutcome>

/** Keeps the assertions that fail in a run: the queue would take them for a reason to run the task again. */
function keepFailures(run: Run = () => ({ result: 'done' }), broken: unknown[]): Run {
  return async (task) => {
    try {
      return await run(task)
    } catch (error) {
      if (error instanceof assert.AssertionError) broken.push(error)
      throw error
    }
  }
}

function work(queue: TaskQueue, run: Run, options: Pick<WorkOptions, 'concurrency'> = {}): Work {
  const ran: Task[] = []
  const errors: unknown[] = []
  const worker = queue.work(
    async (task) => {
      ran.push(task)
      return run(task)
    },
    { ...options, onError: (error) => errors.push(error) },
  )
  return { ran, bodies: () => ran.map(({ body }) => body), errors, worker }
}

/** A task of a lane. */
export function task(lane: string, body: string, more: Partial<NewTask> = {}): NewTask {
  return { kind: 'test', lane, body, ...more }
}

const patience = 60_000

/** Waits until a condition holds. */
export async function until(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + patience
  while (!(await isSo())) {
    assert.ok(Date.now() < deadline, `${what}: not within ${patience / 1000} s`)
    await wait(10)
  }
}

/** Waits until a queue is empty. */
export function emptied(queue: TaskQueue): Promise<void> {
  return until('the queue is empty', async () => (await queue.counts()).waiting === 0)
}
