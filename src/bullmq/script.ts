import { createHash } from 'node:crypto'
import type { Redis } from 'ioredis'

/** A Lua script, which Redis runs atomically. */
export type Script = { lua: string; sha: string }

/**
 * Runs a script.
 *
 * @param prefix of all our keys, in braces, so that a Redis Cluster keeps them on one node, where a script can reach
 * them
 */
export async function runScript(
  redis: Redis,
  { lua, sha }: Script,
  prefix: string,
  args: readonly (string | number)[],
): Promise<unknown> {
  try {
    return await redis.evalsha(sha, 1, prefix, ...args)
  } catch (error) {
    if (!(error instanceof Error && error.message.startsWith('NOSCRIPT'))) throw error
    return redis.eval(lua, 1, prefix, ...args)
  }
}

/** Makes a script of Lua code. */
export function script(lua: string): Script {
  return { lua, sha: createHash('sha1').update(lua).digest('hex') }
}
