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

/**
 * Opens the store of a host that there is; makes none.
 *
 * @throws {StoreMissing} when there is no such file
 * @throws {StorageError} when it cannot be used
 */
export async function openStore(
  env: Readonly<Record<string, string | undefined>>,
  { database }: { database?: string | undefined },
): Promise<OpenStore> {
  const path = database ?? databasePath(env)
  if (!existsSync(path))
    throw new StoreMissing(`There is no file ${path}. Give it with --database.`)
  // Loaded here, for the other commands need no SQLite.
  const { openSqlite } = await import('../sqlite/index.ts')
  const { queue, close } = openSqlite(path)
  return { deadLetters: queue.deadLetters, check: () => queue.check(), close }
}

/** The file of the host, by the same setting and default as its own. */
export function databasePath(env: Readonly<Record<string, string | undefined>>): string {
  const path = settingsSchema.shape.DATABASE_PATH.parse(env.DATABASE_PATH?.trim() || undefined)
  return path === ':memory:' ? path : resolve(path)
}
