import { expect, it } from 'vitest'
import type { TaskQueue } from '../../src/host/task-queue.ts'
import { openSqlite } from '../../src/sqlite/index.ts'
import { testTaskQueue } from '../../src/testing/index.ts'

const tests = new Map<string, (queue: (queue: TaskQueue) => TaskQueue) => Promise<void>>()
let faultOf = (queue: TaskQueue): TaskQueue => queue
testTaskQueue(
  () => {
    const { queue, close } = openSqlite(':memory:')
    return { queue: faultOf(queue), close }
  },
  {
    describe: (_, register) => register(),
    it(name, test) {
      tests.set(name, async (fault) => {
        faultOf = fault
        await test()
      })
    },
  },
)

it.each<[string, string, (queue: TaskQueue) => TaskQueue]>([
  [
    'makes no pause',
    'runs a task again after its pause, its lane waiting, and counts the attempts',
    (queue) => ({
      ...queue,
      work: (run, options) =>
        queue.work(async (task) => {
          const outcome = await run(task)
          return outcome.result === 'later' ? { ...outcome, pauseMs: 0 } : outcome
        }, options),
    }),
  ],
  [
    'does not wait for the time of a task',
    'waits for the time of a task, and what is behind it waits too',
    (queue) => ({
      ...queue,
      add: (tasks) => queue.add(tasks.map(({ notBefore: _, ...task }) => task)),
    }),
  ],
  [
    'runs more tasks than it may',
    'runs no more tasks at a time than it may',
    (queue) => ({ ...queue, work: (run) => queue.work(run) }),
  ],
  [
    'never says that a lane is worked on',
    'knows which lane is being worked on, also for another process',
    (queue) => ({ ...queue, isRunning: async () => false }),
  ],
])('the contract of task queues finds a queue that %s', async (_, name, fault) => {
  const test = tests.get(name)
  await test?.((queue) => queue)
  await expect(test?.(fault)).rejects.toThrow()
})
