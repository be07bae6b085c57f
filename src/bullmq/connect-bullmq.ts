import * as z from 'zod/mini'
import { isObject } from '../connector/check-options.ts'
import type { MessageLog } from '../connector/message-log.ts'
import { PayloadError, readWith, type StorageError } from '../errors.ts'
import { retentionIssues } from '../host/store-options.ts'
import type { TaskQueue } from '../host/task-queue.ts'
import { createBullmqQueue } from './bullmq-queue.ts'
import { connect } from './connection.ts'
import { createRedisLog } from './redis-log.ts'

/** Where Redis is, and how it is used. */
export type BullmqOptions = {
  /** Where Redis is: `redis://[USER[:PASSWORD]@]HOST[:PORT][/DATABASE]`, or `rediss://` for TLS. */
  url: string
  /** What the keys of this connector begin with. Default `messenger-cim`. */
  prefix?: string | undefined
  /** For how many days messages are remembered and dead letters kept. Default 180. */
  retentionDays?: number | undefined
  /**
   * After so many ms without a sign of life of a process others take over what it had in hand. Default 30,000. What
   * it had begun to send is not sent again.
   */
  takeOverMs?: number | undefined
  /**
   * Hears what nobody else does: that Redis was lost (`unavailable`), or that a restart of it would lose what was
   * accepted (`not_durable`). No password is in it.
   */
  onWarning?: ((warning: StorageError) => void) | undefined
}

/** What {@link connectBullmq} gives. */
export type BullmqStore = {
  queue: TaskQueue
  log: Required<MessageLog>
  /** Ends the connections. Stop the host first. */
  close(): Promise<void>
}

const day = 24 * 60 * 60 * 1000

/** Shorter than that, a process that is only busy would be taken for one that went away. In ms. */
const leastTakeOverMs = 1000

/**
 * Keeps the tasks and the message log of any number of hosts on one Redis, whose work BullMQ deals out. Once something
 * is said to be stored it survives the end of every process, and of Redis itself where that has its append-only file
 * written before it answers (`appendonly yes`, `appendfsync always`).
 *
 * Connects in the background, and again whenever the connection is lost. While Redis is away `add` and `check` reject
 * after 3 s, and nothing is begun. A Redis that would drop what it holds (`maxmemory-policy` other than `noeviction`)
 * and one that refuses the password are refused: `add`, `check` and `ready` of the worker reject.
 *
 * @throws {PayloadError} when an option is wrong
 */
export function connectBullmq(options: BullmqOptions): BullmqStore {
  checkOptions(options)
  const { url, prefix = 'messenger-cim', retentionDays = 180, takeOverMs = 30_000 } = options
  const { onWarning = () => {} } = options
  const connection = connect(url, onWarning)
  const retentionMs = retentionDays * day
  // In braces, so that a Redis Cluster keeps all of it on one node, where scripts can reach it.
  const keys = { prefix: `{${prefix}}`, retentionMs }
  const queue = createBullmqQueue(connection, { ...keys, takeOverMs, onWarning })
  return {
    queue,
    log: createRedisLog(connection, keys),
    async close() {
      queue.close()
      connection.close()
    },
  }
}

const optionsSchema = z.looseObject({
  url: z.string().check(z.refine(isRedisUrl, 'expected redis:// or rediss://')),
  prefix: z.optional(z.string().check(z.regex(/^[\w.-]+$/, 'expected a word'))),
  takeOverMs: z.optional(
    z
      .number()
      .check(
        z.gte(leastTakeOverMs, `expected at least ${leastTakeOverMs}`),
        z.lte(day, 'expected at most a day'),
      ),
  ),
  onWarning: z.optional(
    z.custom<object>((value) => typeof value === 'function', 'expected a function'),
  ),
})

/** @throws {PayloadError} with everything that is wrong; the address, which may hold a password, is not quoted */
function checkOptions(options: BullmqOptions): void {
  const { issues = [] } = readWith(optionsSchema, options)
  const all = isObject(options)
    ? [...issues, ...retentionIssues(options.retentionDays ?? 180)]
    : issues
  if (all.length > 0) throw new PayloadError('options', all)
}

function isRedisUrl(url: string): boolean {
  return URL.canParse(url) && ['redis:', 'rediss:'].includes(new URL(url).protocol)
}
