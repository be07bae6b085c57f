import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const fixtures = join(import.meta.dirname, '../fixtures')

/** Every string of every fixture. */
export const recordedTexts: readonly string[] = [
  ...new Set(
    globSync('*/*/*/*.json', { cwd: fixtures }).flatMap((path) =>
      textsIn(JSON.parse(readFileSync(join(fixtures, path), 'utf8'))),
    ),
  ),
]

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}
