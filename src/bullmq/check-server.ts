import type { Redis } from 'ioredis'
import { StorageError } from '../errors.ts'

/** The only policy under which Redis drops nothing that has not expired. */
const safePolicy = 'noeviction'

/**
 * Checks that a Redis keeps what is stored in it.
 *
 * @throws {StorageError} `evicting` when it would drop accepted tasks once its memory is full
 * @param onWarning gets a warning when a restart of Redis would lose accepted tasks
 * @see https://redis.io/docs/latest/develop/reference/eviction/
 * @see https://redis.io/docs/latest/operate/oss_and_stack/management/persistence/
 */
export async function checkServer(
  redis: Redis,
  onWarning: (warning: StorageError) => void,
): Promise<void> {
  const [memory, persistence] = await Promise.all([redis.info('memory'), redis.info('persistence')])
  const policy = /^maxmemory_policy:(\S+)/m.exec(memory)?.[1]
  if (policy !== undefined && policy !== safePolicy) {
    throw new StorageError('evicting', `maxmemory-policy is ${policy}, not ${safePolicy}`)
  }
  if (/^aof_enabled:0/m.test(persistence)) {
    onWarning(new StorageError('not_durable', 'it has no append-only file'))
  }
}
