import { randomUUID } from 'node:crypto'
import { StorageError } from '../errors.ts'
import type { TaskRuns } from '../host/task-runs.ts'
import type { Held, RedisLanes } from './redis-lanes.ts'
import type { Turn } from './turn.ts'

/** Takes the turns of one process. */
export type TurnTaker = {
  /**
   * Runs the task whose turn it is, and passes the turn on. Returns the time, in ms, before which the turn must not
   * come again; undefined when it does not.
   */
  takeTurn(turn: Turn): Promise<number | undefined>
  /** The hold of this process on a task that it runs. */
  heldOf(id: string): Held | undefined
}

/**
 * Creates what takes turns. A process can die or lose Redis at any point here. Another one then takes the same turn,
 * perhaps while the first still runs its task. No task is lost, overtaken or repeated by that: each turn takes hold of
 * its task, and Redis refuses to begin a step or end a task without the latest hold.
 *
 * @param wake makes sure that a worker takes these turns
 * @param onError gets an error for each task that another run has taken hold of
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
      // The end was not written, so the task runs again.
      return end === undefined ? Date.now() : end.notBefore
    } finally {
      held.delete(task.id)
    }
  }

  return {
    /** When Redis repeats a turn that this process is still taking, the first one finishes before the second begins. */
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
