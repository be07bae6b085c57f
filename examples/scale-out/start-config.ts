import { join, resolve } from 'node:path'
import { z } from 'zod'
import {
  ConfigError,
  type Environment,
  readReceiverConfig,
  readSettings,
  readWorkerConfig,
} from './config.ts'
import { count } from './setting.ts'

const startSettings = z.object({
  REDIS_URL: z.string().optional(),
  REDIS_FOLDER: z.string().default(join(import.meta.dirname, 'data')),
  WORKERS: count(1, 64).default(2),
})

/** What `npm start` is told. */
export type StartConfig = {
  /** Where Redis is; absent where `npm start` brings one. */
  redisUrl: string | undefined
  redisFolder: string
  workers: number
}

/**
 * Reads the settings of `npm start`, and tries those of the processes that it starts.
 *
 * @throws {ConfigError} with a line for each wrong variable
 */
export function readStartConfig(env: Environment): StartConfig {
  const lines = new Set<string>()
  // Tells nothing wrong of a Redis that is yet to be started.
  const told = { ...env, REDIS_URL: env.REDIS_URL?.trim() || 'redis://127.0.0.1' }

  function attempt<T>(read: () => T): T | undefined {
    try {
      return read()
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error
      for (const line of error.lines) lines.add(line)
      return undefined
    }
  }

  const settings = attempt(() => readSettings(startSettings, env))
  attempt(() => readReceiverConfig(told))
  attempt(() => readWorkerConfig(told))
  if (settings === undefined || lines.size > 0) throw new ConfigError([...lines])
  const { REDIS_URL: redisUrl, REDIS_FOLDER, WORKERS: workers } = settings
  return { redisUrl, redisFolder: resolve(REDIS_FOLDER), workers }
}

/** Where the Redis of `npm start` keeps its files. */
export function readRedisFolder({ REDIS_FOLDER }: Environment): string {
  return resolve(
    readSettings(startSettings.pick({ REDIS_FOLDER: true }), { REDIS_FOLDER }).REDIS_FOLDER,
  )
}
