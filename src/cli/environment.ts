import { readFile } from 'node:fs/promises'
import { parseEnv } from 'node:util'
import { UsageError } from './command.ts'
import type { Terminal } from './terminal.ts'

/**
 * The environment, completed by the settings of a file such as `.env`, as `node --env-file` reads it.
 * @throws {UsageError} when the file cannot be read
 */
export async function environmentOf(
  { env }: Terminal,
  file: string | undefined,
): Promise<Terminal['env']> {
  if (file === undefined) return env
  try {
    return { ...parseEnv(await readFile(file, 'utf8')), ...env }
  } catch {
    throw new UsageError(`${file} cannot be read.`)
  }
}
