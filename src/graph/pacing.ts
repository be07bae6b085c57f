import { wait } from '../http/wait.ts'
import { limits } from '../messenger/limits.ts'
import type { CheckedOptions } from './options.ts'

/** Holds calls back so that Meta does not refuse them; see `pacing` of the client's options. */
export type Pacer = {
  /** Resolves when a send of this load may go out. */
  turn(load: 'text' | 'media' | undefined, signal: AbortSignal | undefined): Promise<void>
  /**
   * Runs `task` after all that were given before it for the same customer. A signal that is aborted before
   * then keeps it from running.
   */
  inOrder<T>(customer: string, task: () => Promise<T>, signal: AbortSignal | undefined): Promise<T>
}

/**
 * Makes the {@link Pacer} of one Page. Calls are spaced evenly rather than let through in bursts, so that
 * no second, however it is cut, has more than the rate.
 * @see https://developers.facebook.com/docs/messenger-platform/send-messages#rate-limits
 */
export function createPacer(pacing: CheckedOptions['pacing']): Pacer {
  if (pacing === false) return { turn: async () => {}, inOrder: (_customer, task) => task() }
  const { textPerSecond = limits.textRate.max, mediaPerSecond = limits.mediaRate.max } =
    pacing === true ? {} : pacing
  const turns = { text: createTurns(textPerSecond), media: createTurns(mediaPerSecond) }
  return {
    turn: async (load, signal) => {
      if (load !== undefined) await turns[load](signal)
    },
    inOrder: createLanes(),
  }
}

/** Each turn is counted from when the one before was taken, so that a late timer cannot make a burst. */
function createTurns(perSecond: number): (signal: AbortSignal | undefined) => Promise<void> {
  const gapMs = 1000 / perSecond
  let next = 0
  let line = Promise.resolve()
  return async (signal) => {
    const turn = line.then(async () => {
      signal?.throwIfAborted()
      for (let now = performance.now(); now < next; now = performance.now()) {
        await wait(Math.ceil(next - now), signal)
      }
      next = performance.now() + gapMs
    })
    line = turn.catch(letNextOneGo)
    await orAborted(turn, signal)
  }
}

function letNextOneGo(): void {}

/**
 * One lane per customer that has something under way; each task waits for the end of the one before. Only
 * that wait is given up for a signal: a task that runs ends by itself, since it alone knows what it has sent.
 */
function createLanes(): Pacer['inOrder'] {
  const ends = new Map<string, Promise<void>>()
  return async (customer, task, signal) => {
    signal?.throwIfAborted()
    const before = ends.get(customer) ?? Promise.resolve()
    const done = orAborted(before, signal).then(task)
    const end: Promise<void> = Promise.allSettled([before, done]).then(leave)
    ends.set(customer, end)
    return await done

    function leave(): void {
      if (ends.get(customer) === end) ends.delete(customer)
    }
  }
}

/** Does not keep a caller waiting for its turn after it has given up. */
async function orAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  return await (signal === undefined ? promise : whicheverIsFirst(promise, signal))
}

async function whicheverIsFirst<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return await new Promise<T>((resolve, reject) => {
    signal.addEventListener('abort', abort, { once: true })
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))

    function abort(): void {
      reject(signal.reason)
    }
  })
}
