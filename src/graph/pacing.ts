import { wait } from '../http/wait.ts'
import { limits } from '../messenger/limits.ts'
import type { CheckedOptions } from './options.ts'

/** Delays calls so that Meta does not refuse them; see `pacing` of the client's options. */
export type Pacer = {
  /** Resolves when a send of this load may go out. */
  turn(load: 'text' | 'media' | undefined, signal: AbortSignal | undefined): Promise<void>
  /** Runs `task` after all earlier tasks for the same customer. Does not run it if the signal aborts before that. */
  inOrder<T>(customer: string, task: () => Promise<T>, signal: AbortSignal | undefined): Promise<T>
}

/**
 * Creates the {@link Pacer} of one Page. It spaces calls evenly, without bursts, so that no interval of a second
 * exceeds the rate.
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

/** Spaces turns. Each counts from the moment when the one before was taken, so a late timer cannot cause a burst. */
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
 * One lane for each customer with running tasks; each task waits for the end of the one before. A signal aborts only
 * that wait: a running task ends by itself, because only it knows what it has sent.
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

/** Waits for a promise, but not longer than the signal allows. */
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
