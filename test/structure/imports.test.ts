import { readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { sourceFiles, src } from './source-files.ts'

/** What each place may import besides itself, as docs/contributing/architecture.md says: `['cim', ['zod', 'errors.ts']]`. */
const mayImport = new Map(
  readFileSync(join(src, '../docs/contributing/architecture.md'), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| `src/'))
    .map((line) => {
      const [, place = '', , imports = ''] = line.split('|')
      return [namesIn(place)[0]?.replace('src/', '') ?? '', namesIn(imports)]
    }),
)

const imports = sourceFiles.flatMap(({ path, source }) =>
  ts
    .preProcessFile(source.text)
    .importedFiles.map(({ fileName }) => ({ file: path, target: target(path, fileName) })),
)

describe('the table of docs/contributing/architecture.md', () => {
  it('has a row for every place, and no other', () => {
    const places = sourceFiles.map(({ path }) => placeOf(path))
    expect([...mayImport.keys()].toSorted()).toEqual([...new Set(places)].toSorted())
  })

  it('keeps the two directions and the two models apart', () => {
    expect(mayImport.get('inbound')).not.toContain('outbound')
    expect(mayImport.get('outbound')).not.toContain('inbound')
    expect(mayImport.get('cim')).not.toContain('messenger')
    expect(mayImport.get('messenger')).not.toContain('cim')
  })
})

describe('imports', () => {
  it.each(imports)('$file may import $target', ({ file, target }) => {
    const place = placeOf(file)
    const allowed = [place, ...(mayImport.get(place) ?? [])]
    expect(allowed.some((name) => isWithin(target, name))).toBe(true)
  })

  it('are found', () => {
    expect(imports.length).toBeGreaterThan(100)
  })
})

/** What a cell names: all that is in backticks. */
function namesIn(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name)
}

/** The row of the table that a file falls under. */
function placeOf(file: string): string {
  return [...mayImport.keys()].find((place) => isWithin(file, place)) ?? file
}

function isWithin(path: string, place: string): boolean {
  return path === place || path.startsWith(place.endsWith(':') ? place : `${place}/`)
}

/** Relative imports as a path from `src`, packages by their name. */
function target(file: string, specifier: string): string {
  if (!specifier.startsWith('.')) return specifier
  return relative(src, join(src, dirname(file), specifier))
}
