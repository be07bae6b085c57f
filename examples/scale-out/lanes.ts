import type { Redis } from 'ioredis'
import type { Task } from './notice.ts'
import { type KeptTask, keptTaskSchema } from './task.ts'

/** A lane, and the ticket of its first task. Tickets are numbered in the order of acceptance. */
export type Turn = { lane: string; ticket: number }

/**
 * Tasks in order: those of one lane, which is one customer's in one direction, are done one after the
 * other. A task stays at the head of its lane until it is done or given up, whatever happens to the
 * process that does it.
 */
export type Lanes = {
  /** Once this resolves the tasks are kept. Gives the turns that have come with them. */
  append(tasks: readonly Task[]): Promise<Turn[]>
  /** The first task of a lane. */
  head(lane: string): Promise<(Turn & { task: KeptTask }) | undefined>
  /** Ends a turn. Gives the next one of the lane; also when this one was ended by somebody else. */
  pass(turn: Turn): Promise<Turn | undefined>
  /** How many tasks are not done yet. */
  waiting(): Promise<number>
  /** The turn of every lane, in portions. */
  turns(): AsyncGenerator<Turn[]>
}

/** Lanes on Redis. */
export function createLanes(redis: Redis, prefix: string): Lanes {
  const keys = {
    tickets: `${prefix}:tickets`,
    lanes: `${prefix}:lanes`,
    waiting: `${prefix}:waiting`,
  }
  const keyOf = (lane: string) => `${prefix}:lane:${lane}`

  async function head(lane: string) {
    const value = await redis.lindex(keyOf(lane), 0)
    if (value === null) return undefined
    const end = value.indexOf('\n')
    const task = keptTaskSchema.parse(JSON.parse(value.slice(end + 1)))
    return { lane, ticket: Number(value.slice(0, end)), task }
  }

  async function turnOf(lane: string): Promise<Turn[]> {
    const first = await head(lane)
    return first ? [{ lane, ticket: first.ticket }] : []
  }

  return {
    async append(tasks) {
      const acceptedAt = Date.now()
      const lanes = tasks.map(({ lane }) => keyOf(lane))
      const values = tasks.flatMap((task) => [task.lane, JSON.stringify({ ...task, acceptedAt })])
      const first = await redis.appendTasks(
        3 + lanes.length,
        keys.tickets,
        keys.lanes,
        keys.waiting,
        ...lanes,
        ...values,
      )
      return first.map(([lane, ticket]) => ({ lane, ticket: Number(ticket) }))
    },
    head,
    async pass({ lane, ticket }) {
      const next = await redis.passTurn(keyOf(lane), keys.lanes, keys.waiting, lane, String(ticket))
      return next === null ? undefined : { lane, ticket: Number(next) }
    },
    waiting: async () => Number(await redis.get(keys.waiting)),
    async *turns() {
      for await (const lanes of redis.sscanStream(keys.lanes, { count: 100 })) {
        yield (await Promise.all(lanes.map(turnOf))).flat()
      }
    },
  }
}
