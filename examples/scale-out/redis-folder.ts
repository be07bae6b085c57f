import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { ConfigError } from './config.ts'

/** The folder of a Redis of our own. It has its password in it, and what was written: for us alone. */
export type RedisFolder = {
  path: string
  /** Writes down where its Redis is, for commands. */
  writeUrl(url: string): Promise<void>
  /** Where its Redis is, or was when it ended without order. */
  readUrl(): Promise<string | undefined>
  /** Its Redis has ended. */
  removeUrl(): Promise<void>
}

export function redisFolder(path: string): RedisFolder {
  const file = join(path, 'redis-url')
  return {
    path,
    async writeUrl(url) {
      // In one step: half an address would lead somewhere else.
      const draft = `${file}.new`
      await rm(draft, { force: true })
      await writeFile(draft, url, { mode: 0o600 })
      await rename(draft, file)
    },
    async readUrl() {
      try {
        return (await readFile(file, 'utf8')) || undefined
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
        throw error
      }
    },
    removeUrl: () => rm(file, { force: true }),
  }
}

/**
 * Makes the folder where there is none.
 *
 * @throws {ConfigError} when a Redis has it: two would spoil each other's file
 */
export async function openRedisFolder(path: string): Promise<RedisFolder> {
  await mkdir(path, { recursive: true, mode: 0o700 })
  const folder = redisFolder(path)
  const url = await folder.readUrl()
  const pid = url === undefined ? undefined : await processAt(url)
  if (pid === undefined) return folder
  throw new ConfigError([`REDIS_FOLDER is in use by redis-server, process ${pid}: end it first`])
}

/** The process of a Redis that answers, if one does. */
async function processAt(url: string): Promise<string | undefined> {
  const redis = new Redis(url, {
    lazyConnect: true,
    retryStrategy: () => null,
    // Whatever listens there now may never answer.
    connectTimeout: 5000,
    commandTimeout: 5000,
  })
  redis.on('error', ignore)
  try {
    await redis.connect()
    return /^process_id:(\d+)/m.exec(await redis.info('server'))?.[1] ?? 'unknown'
  } catch {
    // Nobody is there, or somebody else by now, who does not know the password.
    return undefined
  } finally {
    redis.disconnect()
  }
}

/** What connect() rejects with says the same. */
function ignore(): void {}
