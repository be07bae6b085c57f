import type { MessageLog } from '../connector/message-log.ts'
import { PayloadError, type StorageError } from '../errors.ts'
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
  const { url, prefix = 'messenger-cim', retentionDays = 180, takeOverMs = 30_000 } = options
  const issues = [
    ...(isRedisUrl(url) ? [] : [{ path: ['url'], message: 'expected redis:// or rediss://' }]),
    ...(/^[\w.-]+$/.test(prefix) ? [] : [{ path: ['prefix'], message: 'expected a word' }]),
    ...(takeOverMs >= leastTakeOverMs
      ? []
      : [{ path: ['takeOverMs'], message: `expected at least ${leastTakeOverMs}` }]),
  ]
  if (issues.length > 0) throw new PayloadError('options', issues)
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

function isRedisUrl(url: string): boolean {
  return URL.canParse(url) && ['redis:', 'rediss:'].includes(new URL(url).protocol)
}
