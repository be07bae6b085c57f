import type { ErrorFacts } from '../connector/connector-event.ts'
import { deadLetterIds } from '../host/dead-letter-ids.ts'
import type { DeadLetter, DeadLetters } from '../host/dead-letters.ts'
import type { Task } from '../host/task-queue.ts'
import type { Connection } from './connection.ts'
import { removeLetters } from './lane-scripts.ts'
import { runScript } from './script.ts'
import { type Turn, toTurns } from './turn.ts'

/** Dead letters on Redis. */
export type RedisDeadLetters = DeadLetters & {
  count(): Promise<number>
  /** Drops the letters of tasks that were given up before a time, in ms. */
  purge(before: number): Promise<void>
}

/**
 * Reads, replays and drops dead letters, also while processes work. `endTask` adds them.
 *
 * @param wake gets the turns of replayed tasks
 */
export function createRedisDeadLetters(
  { ask }: Pick<Connection, 'ask'>,
  prefix: string,
  wake: (turns: readonly Turn[]) => Promise<void>,
): RedisDeadLetters {
  const dead = `${prefix}:dead`

  async function find(ids: readonly string[]): Promise<DeadLetter[]> {
    if (ids.length === 0) return []
    const found = await ask((redis) => redis.hmget(`${dead}:letters`, ...ids))
    return found.flatMap((json) => (json === null ? [] : [toLetter(json)]))
  }

  async function bodyOf(id: string): Promise<string | null> {
    return ask((redis) => redis.hget(`${dead}:bodies`, id))
  }

  async function list(): Promise<DeadLetter[]> {
    return find(await ask((redis) => redis.zrange(dead, '0', '-1')))
  }

  async function drop(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return
    const args = ids.flatMap((id) => [id, '', ''])
    await ask((redis) => runScript(redis, removeLetters, prefix, [0, ...args]))
  }

  /** The arguments that put a letter back into its lane; none when the letter is gone. */
  async function toReplay({ id, kind, lane, acceptedAt }: DeadLetter): Promise<string[]> {
    const body = await bodyOf(id)
    return body === null ? [] : [id, lane, JSON.stringify({ kind, body, acceptedAt })]
  }

  return {
    list,
    async show(id) {
      const [[letter], body] = await Promise.all([find([id]), bodyOf(id)])
      return letter && body !== null ? { ...letter, body } : undefined
    },
    async replay(ids) {
      const args = await Promise.all((await find(deadLetterIds(ids))).map(toReplay))
      if (args.length === 0) return
      const run = [1, ...args.flat()]
      await wake(toTurns(await ask((redis) => runScript(redis, removeLetters, prefix, run))))
    },
    drop: async (ids) => drop(deadLetterIds(ids)),
    count: () => ask((redis) => redis.zcard(dead)),
    async purge(before) {
      const letters = await list()
      await drop(letters.filter(({ deadAt }) => deadAt < before).map(({ id }) => id))
    },
  }
}

/** The dead letter of a task, as JSON without its body. */
export function letterOf(
  { id, kind, lane, acceptedAt, attempts }: Task,
  reason: ErrorFacts,
  deadAt: number,
): string {
  const letter: DeadLetter = { id, kind, lane, acceptedAt, deadAt, attempts: attempts + 1, reason }
  return JSON.stringify(letter)
}

function toLetter(json: string): DeadLetter {
  return JSON.parse(json)
}
