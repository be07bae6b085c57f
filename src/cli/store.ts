import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { DeadLetters } from '../host/index.ts'
import { settingsSchema } from '../host/settings.ts'

/** There is no store where one should be. */
export class StoreMissing extends Error {
  override readonly name = 'StoreMissing'
}

/** The store of a host. */
export type OpenStore = {
  deadLetters: DeadLetters
  /** Makes sure that something can be stored. */
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
 * @throws {StoreMissing} when there is no such file, or what Redis needs is not installed
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
  // An address may hold a password, so it is not quoted.
  if (path.includes('://'))
    throw new StoreMissing(
      '--database takes the path of a file. Give the URL of a Redis with --redis.',
    )
  if (!existsSync(path))
    throw new StoreMissing(`There is no file ${path}. Give it with --database.`)
  // Loaded here, for the other commands need no SQLite.
  const { openSqlite } = await import('../sqlite/index.ts')
  const { queue, close } = openSqlite(path)
  return { deadLetters: queue.deadLetters, check: () => queue.check(), close }
}

async function openRedis(url: string, env: Environment): Promise<OpenStore> {
  const { connectBullmq } = await bullmq()
  const prefix = setting(env, 'REDIS_PREFIX')
  const { queue, close } = connectBullmq({ url, prefix })
  try {
    // It connects in the background; here somebody waits.
    await queue.check()
  } catch (error) {
    await close()
    throw error
  }
  return { deadLetters: queue.deadLetters, check: () => queue.check(), close }
}

/** Its peers are optional. */
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

/** The file of the host, by the same setting and default as its own. */
export function databasePath(env: Environment): string {
  const { data: path, error } = settingsSchema.shape.DATABASE_PATH.safeParse(
    setting(env, 'DATABASE_PATH'),
  )
  if (path === undefined) throw new StoreMissing(`DATABASE_PATH ${error?.issues[0]?.message}`)
  return path === ':memory:' ? path : resolve(path)
}
