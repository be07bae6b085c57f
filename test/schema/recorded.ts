import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const fixtures = join(import.meta.dirname, '../fixtures')

/** All fixtures at a path, parsed. */
export function recordedAt(pattern: string): unknown[] {
  return globSync(pattern, { cwd: fixtures })
    .toSorted()
    .map((path) => JSON.parse(readFileSync(join(fixtures, path), 'utf8')))
}
