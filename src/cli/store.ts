import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { DeadLetters } from '../host/index.ts'
import { settingsSchema } from '../host/settings.ts'

/** A store that does not exist. */
export class StoreMissing extends Error {
  override readonly name = 'StoreMissing'
}

/** The store of a host. */
export type OpenStore = {
  deadLetters: DeadLetters
  /** Checks that the store can be written. */
  check(): Promise<void>
  close(): Promise<void>
}

type Environment = Readonly<Record<string, string | undefined>>

/** The options of the command line that choose the store. */
export type StoreOptions = { database?: string | undefined; redis?: string | undefined }

/**
 * Opens an existing store of a host, by the command line or else by the host's settings: Redis if one is set, else the
 * SQLite file. Never creates a store.
 *
 * @throws {StoreMissing} when the file does not exist, or the packages for Redis are not installed
 * @throws {StorageError} when it cannot be used
 */
export async function openStore(env: Environment, given: StoreOptions): Promise<OpenStore> {
  const redis =
    given.redis ?? (given.database === undefined ? setting(env, 'REDIS_URL') : undefined)
  return redis === undefined
    ? await openFile(given.database ?? databasePath(env))
    : await openRedis(redis, env)
}

async function openFile(path: string): Promise<OpenStore> {
  // A URL may hold a password, so it is not quoted.
  if (path.includes('://'))
    throw new StoreMissing(
      '--database takes the path of a file. Give the URL of a Redis with --redis.',
    )
  if (!existsSync(path))
    throw new StoreMissing(`There is no file ${path}. Give it with --database.`)
  // Loaded here, because other commands do not need SQLite.
  const { openSqlite } = await import('../sqlite/index.ts')
  const { queue, close } = openSqlite(path)
  return { deadLetters: queue.deadLetters, check: () => queue.check(), close }
}

async function openRedis(url: string, env: Environment): Promise<OpenStore> {
  const { connectBullmq } = await bullmq()
  const prefix = setting(env, 'REDIS_PREFIX')
  const { queue, close } = connectBullmq({ url, prefix })
  try {
    // It connects in the background, but here a person waits for the result.
    await queue.check()
  } catch (error) {
    await close()
    throw error
  }
  return { deadLetters: queue.deadLetters, check: () => queue.check(), close }
}

/** Loads the BullMQ entry point, whose peer dependencies are optional. */
async function bullmq() {
  try {
    return await import('../bullmq/index.ts')
  } catch {
    throw new StoreMissing('Redis needs two more packages: npm install bullmq ioredis')
  }
}

/** A setting; a blank one counts as missing. */
export function setting(env: Environment, name: string): string | undefined {
  return env[name]?.trim() || undefined
}

/** The file of the host, from the same setting and default. */
export function databasePath(env: Environment): string {
  const { data: path, error } = settingsSchema.shape.DATABASE_PATH.safeParse(
    setting(env, 'DATABASE_PATH'),
  )
  if (path === undefined) throw new StoreMissing(`DATABASE_PATH ${error?.issues[0]?.message}`)
  return path === ':memory:' ? path : resolve(path)
}
