import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parts } from '../../scripts/parts.ts'
import { root } from './code-blocks.ts'

const page = readFileSync(join(root, 'docs/contributing/checks.md'), 'utf8')
const rows = [...page.matchAll(/^\| `(\w+)` \| `npm run ([\w:-]+)` \| .+ \|$/gm)]
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))

describe('docs/contributing/checks.md', () => {
  it('lists the parts of npm run check with their scripts, in order', () => {
    const expected = Object.entries(parts).map(([part, script]) => [part, script.split(' ')[0]])
    expect(rows.map(([, part, script]) => [part, script])).toEqual(expected)
  })

  it.each(Object.entries(parts))('names a script that there is for %s', (_, script) => {
    expect(Object.keys(scripts)).toContain(script.split(' ')[0])
  })
})
