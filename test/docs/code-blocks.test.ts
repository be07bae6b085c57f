import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { codeBlocks, compile, hasExpectations, root, withAssertions } from './code-blocks.ts'

const blocks = codeBlocks()
const problems = compile(blocks)
const folder = mkdtempSync(join(root, '.code-blocks-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('code blocks', () => {
  it('are found', () => {
    expect(new Set(blocks.map(({ page }) => page))).toContain('docs/testing.md')
    expect(blocks.filter(hasExpectations)).not.toEqual([])
  })

  it.each(blocks)('compile: $name', ({ name }) => {
    expect(problems.get(name)).toEqual([])
  })

  it.each(blocks.filter(hasExpectations))('give what they say: $name', async (block) => {
    const file = join(folder, `${block.name.replace(/\W/g, '-')}.ts`)
    writeFileSync(file, withAssertions(block))
    await import(/* @vite-ignore */ file)
  })
})
