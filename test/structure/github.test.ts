import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parts } from '../../scripts/parts.ts'
import { src } from './source-files.ts'

const root = join(src, '..')
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const workflows = globSync('.github/workflows/*.yml', { cwd: root })

describe.each(workflows)('%s', (file) => {
  const text = readFileSync(join(root, file), 'utf8')

  it('runs scripts that there are', () => {
    const run = [...text.matchAll(/npm run ([\w:-]+)/g)].map(([, script]) => script)
    expect(run).toContain('check')
    expect(run.filter((script) => script === undefined || !(script in scripts))).toEqual([])
  })

  it('may do no more than it needs to, and ends', () => {
    expect(text).toMatch(/^permissions:\n {2}contents: read$/m)
    expect(text).toMatch(/^ {4}timeout-minutes: \d+$/m)
  })
})

describe('.github', () => {
  it('has workflows that check and release, and forms for issues', () => {
    expect(workflows.length).toBe(2)
    const forms = globSync('.github/ISSUE_TEMPLATE/*.yml', { cwd: root })
    expect(forms.map((file) => file.split('/').at(-1)).toSorted()).toEqual([
      'bug.yml',
      'config.yml',
      'feature.yml',
    ])
    expect(existsSync(join(root, 'SECURITY.md'))).toBe(true)
  })
})

describe('.ci/run', () => {
  it('leaves out parts that there are, and says so in docs/contributing/checks.md', () => {
    const text = readFileSync(join(root, '.ci/run'), 'utf8')
    const left = /--without ([a-z ]+?) \|/.exec(text)?.[1]?.split(' ') ?? []
    expect(left).not.toEqual([])
    expect(left.filter((part) => !Object.hasOwn(parts, part))).toEqual([])
    const page = readFileSync(join(root, 'docs/contributing/checks.md'), 'utf8')
    const section = page.split('CI runs `.ci/run`')[1]?.split('\n\n')[0] ?? ''
    expect(left.filter((part) => !section.includes(`\`${part}\``))).toEqual([])
  })
})
