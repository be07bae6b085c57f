import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'

const src = join(import.meta.dirname, '../../src')

/** What each place may import besides itself; docs/architecture.md explains the table. */
const mayImport: Record<string, readonly string[]> = {
  'errors.ts': [],
  cim: ['zod', 'errors.ts'],
  messenger: ['zod', 'errors.ts'],
  text: ['linkifyjs', 'marked'],
  'media/mime-types.ts': [],
  'media/kind.ts': ['media/mime-types.ts'],
  'media/detect.ts': ['file-type', 'media/kind.ts', 'media/mime-types.ts'],
  inbound: ['cim', 'messenger', 'text', 'media/kind.ts', 'errors.ts', 'uuid'],
  outbound: ['cim', 'messenger', 'text', 'media/kind.ts', 'errors.ts'],
  webhook: ['messenger', 'errors.ts', 'node:crypto'],
  graph: ['ky', 'zod', 'messenger', 'media', 'errors.ts'],
  ccm: ['ky', 'zod', 'cim', 'errors.ts'],
  connector: [
    ...['cim', 'messenger', 'inbound', 'outbound', 'media', 'graph', 'ccm', 'webhook'],
    ...['errors.ts', 'zod', 'ipaddr.js', 'node:'],
  ],
  testing: ['messenger', 'cim', 'msw', 'webhook', 'errors.ts'],
  'index.ts': ['cim', 'messenger', 'inbound', 'outbound', 'errors.ts'],
}

const files = globSync('**/*.ts', { cwd: src }).toSorted()
const imports = files.flatMap((file) =>
  [
    ...readFileSync(join(src, file), 'utf8').matchAll(/\bfrom '([^']+)'|\bimport\('([^']+)'\)/g),
  ].map(([, from, dynamic]) => ({ file, target: target(file, from ?? dynamic ?? '') })),
)

describe('imports', () => {
  it.each(imports)('$file may import $target', ({ file, target }) => {
    const place = placeOf(file)
    const allowed = [place, ...(mayImport[place] ?? [])]
    expect(allowed.some((name) => isWithin(target, name))).toBe(true)
  })

  it('come from places that the table names', () => {
    expect(files.filter((file) => mayImport[placeOf(file)] === undefined)).toEqual([])
    expect(imports.length).toBeGreaterThan(100)
  })
})

/** The row of the table that a file falls under. */
function placeOf(file: string): string {
  return Object.keys(mayImport).find((place) => isWithin(file, place)) ?? file
}

function isWithin(path: string, place: string): boolean {
  return path === place || path.startsWith(place.endsWith(':') ? place : `${place}/`)
}

/** Relative imports as a path from `src`, packages by their name. */
function target(file: string, specifier: string): string {
  if (!specifier.startsWith('.')) return specifier
  return relative(src, join(src, dirname(file), specifier))
}
