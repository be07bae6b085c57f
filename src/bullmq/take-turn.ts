import { randomUUID } from 'node:crypto'
import { StorageError } from '../errors.ts'
import type { TaskRuns } from '../host/task-runs.ts'
import type { Held, RedisLanes } from './redis-lanes.ts'
import type { Turn } from './turn.ts'

/** The turns that a process has in hand. */
export type TurnTaker = {
  /**
   * Does the task whose turn it is, and passes the turn on. Gives the time, in ms, before which the turn is not to be
   * given again, if it is.
   */
  takeTurn(turn: Turn): Promise<number | undefined>
  /** The hold of this process on a task that it runs. */
  heldOf(id: string): Held | undefined
}

/**
 * Takes turns. A process can die or lose Redis at any point here, and another one takes the same turn then, perhaps
 * while the first is still at it. Nothing is lost, overtaken or done twice by that: whoever takes a turn takes hold of
 * its task, and Redis lets nobody begin a step or end a task without the latest hold.
 *
 * @param wake sees to it that turns are taken
 * @param onError gets an error for each task that others have taken hold of
 */
export function createTurnTaker(
  lanes: RedisLanes,
  runs: TaskRuns,
  wake: (turns: readonly Turn[]) => Promise<void>,
  onError: (error: unknown) => void,
): TurnTaker {
  const held = new Map<string, Held>()
  const latest = new Map<string, Promise<unknown>>()

  async function doTurn(turn: Turn): Promise<number | undefined> {
    if (!runs.isOpen()) return Date.now()
    const own = { ...turn, hold: randomUUID() }
    const taken = await lanes.take(own)
    if (taken.result === 'early') return taken.notBefore
    if (taken.result === 'over') {
      await wake(taken.next)
      return undefined
    }
    const { task } = taken
    held.set(task.id, own)
    try {
      const end = await runs.start(
        task.id,
        () => task,
        async (outcome) => {
          const turns = await lanes.end(own, task, outcome)
          if (turns === undefined) onError(new StorageError('closed', 'a task was taken over'))
          else await wake(turns)
          return {
            notBefore: outcome.result === 'later' ? Date.now() + outcome.pauseMs : undefined,
          }
        },
      )
      // Its end was not written, so it is given out again.
      return end === undefined ? Date.now() : end.notBefore
    } finally {
      held.delete(task.id)
    }
  }

  return {
    /** Where Redis gives a turn once more that this very process still has in hand, the first one goes on. */
    takeTurn(turn) {
      const before = latest.get(turn.ticket) ?? Promise.resolve()
      const taken = before.catch(() => {}).then(() => doTurn(turn))
      latest.set(turn.ticket, taken)
      return taken.finally(() => {
        if (latest.get(turn.ticket) === taken) latest.delete(turn.ticket)
      })
    },
    heldOf: (id) => held.get(id),
  }
}
