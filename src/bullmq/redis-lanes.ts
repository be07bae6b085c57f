import * as z from 'zod/mini'
import type { NewTask, Task, TaskOutcome } from '../host/task-queue.ts'
import type { Connection } from './connection.ts'
import {
  appendTasks,
  beginStep,
  endTask,
  firstTurns,
  putOffTask,
  takeTask,
} from './lane-scripts.ts'
import { letterOf } from './redis-dead-letters.ts'
import { runScript, type Script } from './script.ts'
import { replySchema, type Turn, toTurns } from './turn.ts'

/** The right of one run to begin steps of a task and to end it, until another run takes hold of the task. */
export type Held = Turn & { hold: string }

/** What a turn leads to. */
export type Taken =
  | { result: 'taken'; task: Task }
  /** The task must not run before this time, in ms. */
  | { result: 'early'; notBefore: number }
  /** The task has ended; `next` is the turn of the lane, if it has one. */
  | { result: 'over'; next: Turn[] }

/**
 * Lanes on Redis, for any number of processes. A task stays the first of its lane until it has ended, whatever happens
 * to the process that runs it.
 */
export type RedisLanes = {
  /** Stores tasks durably. Returns the new turns. */
  append(tasks: readonly NewTask[]): Promise<Turn[]>
  /** Takes hold of the task whose turn it is. A run that held it before loses it. */
  take(held: Held): Promise<Taken>
  /** Records a step. Returns false when another run holds the task. */
  begin(held: Held, step: number): Promise<boolean>
  /** Writes an end. Returns the new turns; undefined when another run holds the task. */
  end(held: Held, task: Task, outcome: TaskOutcome): Promise<Turn[] | undefined>
  isHeld(lane: string): Promise<boolean>
  /** How many tasks are not done yet. */
  waiting(): Promise<number>
  /** The turns of all lanes, in batches. */
  turns(): AsyncGenerator<Turn[]>
}

/** The part of a task that is stored as JSON. */
const keptSchema = z.object({ kind: z.string(), body: z.string(), acceptedAt: z.number() })

/** The cursor at which a scan begins and ends. */
const start = '0'

/** Creates lanes on Redis; all their keys begin with `prefix`. */
export function createRedisLanes({ ask }: Pick<Connection, 'ask'>, prefix: string): RedisLanes {
  function run(script: Script, args: readonly (string | number)[]): Promise<unknown> {
    return ask((redis) => runScript(redis, script, prefix, args))
  }

  async function end({ lane, ticket, hold }: Held, task: Task, outcome: TaskOutcome) {
    const now = Date.now()
    const held = [lane, ticket, hold]
    if (outcome.result === 'later') {
      const isAttempt = outcome.untried ? 0 : 1
      const args = [...held, now + outcome.pauseMs, isAttempt, now]
      return (await run(putOffTask, args)) === 1 ? [] : undefined
    }
    const dead =
      outcome.result === 'dead' ? [letterOf(task, outcome.reason, now), task.body] : ['', '']
    const turns = await run(endTask, [...held, ...dead, ...toArgs(outcome.add ?? [], now)])
    return turns === null ? undefined : toTurns(turns)
  }

  return {
    append: async (tasks) => toTurns(await run(appendTasks, toArgs(tasks, Date.now()))),
    async take({ lane, ticket, hold }) {
      const reply = await run(takeTask, [lane, ticket, hold, Date.now()])
      const [result, value = '', ...known] = replySchema.parse(reply)
      if (result === 'early') return { result, notBefore: Number(value) }
      if (result !== 'taken') {
        return { result: 'over', next: value === '' ? [] : [{ lane, ticket: value }] }
      }
      return { result, task: toTask({ lane, ticket }, value, known) }
    },
    begin: async ({ lane, ticket, hold }, step) =>
      (await run(beginStep, [lane, ticket, hold, step])) === 1,
    end,
    isHeld: async (lane) =>
      (await ask((redis) => redis.hexists(`${prefix}:head:${lane}`, 'hold'))) === 1,
    waiting: async () => Number(await ask((redis) => redis.get(`${prefix}:waiting`))),
    async *turns() {
      let cursor: string = start
      do {
        const at = cursor
        const [next, lanes] = await ask((redis) => redis.sscan(`${prefix}:lanes`, at, 'COUNT', 200))
        cursor = next
        yield toTurns(await run(firstTurns, lanes))
      } while (cursor !== start)
    },
  }
}

function toArgs(tasks: readonly NewTask[], acceptedAt: number): (string | number)[] {
  return tasks.flatMap(({ kind, lane, body, notBefore = 0 }) => [
    lane,
    Math.ceil(notBefore),
    JSON.stringify({ kind, body, acceptedAt }),
  ])
}

function toTask({ lane, ticket }: Turn, value: string, known: readonly string[]): Task {
  const [attempts = '', firstTriedAt = '', begun = '', lost = ''] = known
  return {
    id: ticket,
    lane,
    ...keptSchema.parse(JSON.parse(value)),
    attempts: Number(attempts),
    firstTriedAt: firstTriedAt === '' ? undefined : Number(firstTriedAt),
    begun: begun.split(' ').filter(Boolean).map(Number),
    ...(lost !== '' && { lost: Number(lost) }),
  }
}
