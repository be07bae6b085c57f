import * as z from 'zod/mini'
import { createReport } from '../connector/connector-event.ts'
import { isObject } from '../connector/is-object.ts'
import type { MessageLog } from '../connector/message-log.ts'
import { PayloadError, readWith, type StorageError } from '../errors.ts'
import { isRedisUrl } from '../host/redis-url.ts'
import { retentionIssues } from '../host/store-options.ts'
import type { TaskQueue } from '../host/task-queue.ts'
import { createBullmqQueue } from './bullmq-queue.ts'
import { connect } from './connection.ts'
import { createRedisLog } from './redis-log.ts'

/** The options of {@link connectBullmq}. */
export type BullmqOptions = {
  /** Where Redis is: `redis://[USER[:PASSWORD]@]HOST[:PORT][/DATABASE]`, or `rediss://` for TLS. */
  url: string
  /** The prefix of this connector's keys. Default `messenger-cim`. */
  prefix?: string | undefined
  /** How many days messages are remembered and dead letters kept. Default 180. */
  retentionDays?: number | undefined
  /**
   * How long a process may show no sign of life before others take over its tasks, in ms. Default 30 000. What it had
   * begun to send is not sent again.
   */
  takeOverMs?: number | undefined
  /**
   * Gets warnings that no caller sees: the connection to Redis was lost (`unavailable`), or a restart of Redis would
   * lose accepted tasks (`not_durable`). They hold no password. Its own errors are ignored.
   */
  onWarning?: ((warning: StorageError) => void | Promise<void>) | undefined
}

/** The result of {@link connectBullmq}. */
export type BullmqStore = {
  /** For `queue` of the host. */
  queue: TaskQueue
  /** For `log` of the host or the connector. */
  log: Required<MessageLog>
  /** Closes the connections. Stop the host first. */
  close(): Promise<void>
}

const day = 24 * 60 * 60 * 1000

/** The shortest `takeOverMs`. With less, a busy process would count as dead. */
const leastTakeOverMs = 1000

/**
 * Keeps the tasks and the message log of any number of hosts on one Redis, and distributes the work with BullMQ. What
 * was stored survives the end of every process. It survives the end of Redis too, if Redis writes its append-only file
 * before it answers (`appendonly yes`, `appendfsync always`).
 *
 * Connects in the background, and again whenever the connection is lost. While Redis is unavailable, `add` and `check`
 * reject after 3 s, and no task begins. `add`, `check` and `ready` of the worker also reject when Redis refuses the
 * password, or would drop what it holds (`maxmemory-policy` other than `noeviction`).
 *
 * @throws {PayloadError} when an option is wrong
 */
export function connectBullmq(options: BullmqOptions): BullmqStore {
  checkOptions(options)
  const { url, prefix = 'messenger-cim', retentionDays = 180, takeOverMs = 30_000 } = options
  const onWarning = createReport(options.onWarning)
  const connection = connect(url, onWarning)
  const retentionMs = retentionDays * day
  // The braces make a Redis Cluster keep all keys on one node, where scripts can reach them.
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

/** @throws {PayloadError} that lists every mistake; it does not quote the URL, which may hold a password */
function checkOptions(options: BullmqOptions): void {
  const { issues = [] } = readWith(optionsSchema, options)
  const all = isObject(options)
    ? [...issues, ...retentionIssues(options.retentionDays ?? 180)]
    : issues
  if (all.length > 0) throw new PayloadError('options', all)
}
