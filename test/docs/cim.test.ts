import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { withTables } from '../../scripts/cim-page.ts'
import { bodySchemas, isBodyType } from '../../src/cim/body.ts'
import { emittedCimMessageShape } from '../../src/cim/emitted.ts'
import { root } from './code-blocks.ts'

const page = readFileSync(join(root, 'docs/cim.md'), 'utf8')
const [read = '', sent = ''] = page.split('\n## What we send\n')

describe('docs/cim.md', () => {
  it('has the tables and samples that the code gives: else `npm run cim-page`', () => {
    expect(page).toBe(withTables(page))
  })

  it('names the types of JSON, not those of TypeScript', () => {
    const types = [...page.matchAll(/^\| `[^`]+` \| ([^|]+) \|/gm)].map(([, type]) => type)
    expect(types.filter((type) => /[<>{}[\]]/.test(String(type)))).toEqual([])
  })

  it('says of every field what it is', () => {
    expect(page.split('\n').filter((line) => /^\| `.*\| +\|$/.test(line))).toEqual([])
  })

  it.each(Object.entries(bodySchemas))('has a sample of %s that reads', (type, schema) => {
    expect(schema.safeParse(sampleOf(read, type)).error).toBeUndefined()
  })

  it('has no type of body that we do not know', () => {
    const headings = [...read.matchAll(/^### ([A-Z]+)$/gm)].map(([, type = '']) => type)
    expect(headings.filter((type) => !isBodyType(type))).toEqual([])
  })

  it('has samples of what we send that are fit to be sent', () => {
    const samples = [...sent.matchAll(/^```json\n(.*?)^```$/gms)].map(([, json = '']) =>
      JSON.parse(json),
    )
    expect(samples.length).toBeGreaterThan(9)
    const { body } = emittedCimMessageShape.shape
    for (const sample of samples) expect(body.safeParse(sample).error).toBeUndefined()
  })
})

function sampleOf(part: string, type: string): unknown {
  const section = part.split(`\n### ${type}\n`)[1] ?? ''
  return JSON.parse(/^```json\n(.*?)^```$/ms.exec(section)?.[1] ?? 'null')
}
