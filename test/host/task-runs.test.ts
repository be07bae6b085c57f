import { expect, it } from 'vitest'
import type { TaskOutcome } from '../../src/host/task-queue.ts'
import { createTaskRuns } from '../../src/host/task-runs.ts'

const task = { kind: 'test', lane: 'a', body: '{}', acceptedAt: 0, attempts: 0, begun: [] }

it('leaves a run that wants to begin a step after the time', async () => {
  let send: () => void = () => {}
  let goOn: () => void = () => {}
  const sent = new Promise<void>((resolve) => {
    send = resolve
  })
  const late = new Promise<void>((resolve) => {
    goOn = resolve
  })
  const runs = createTaskRuns(
    async (given) => {
      if (given.id === 'late') await late
      runs.begin(given)
      await sent
      return { result: 'done' }
    },
    () => {},
  )
  const ends = new Map<string, TaskOutcome>()
  const ended = ['sending', 'late'].map((id) =>
    runs.start(
      id,
      () => ({ ...task, id, firstTriedAt: undefined }),
      async (outcome) => {
        ends.set(id, outcome)
      },
    ),
  )
  const stopped = runs.stop(Promise.resolve(), 0)
  await new Promise((resolve) => setImmediate(resolve))
  goOn()
  await ended[1]
  send()
  await stopped
  expect(ends.get('sending')).toEqual({ result: 'done' })
  expect(ends.get('late')).toEqual({ result: 'later', pauseMs: 0, untried: true })
})
