import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ConfigError } from '../../src/errors.ts'
import { readEnvironment } from '../../src/host/read-environment.ts'
import { settingsSchema } from '../../src/host/settings.ts'
import { root } from './code-blocks.ts'

const page = readFileSync(join(root, 'docs/replace-the-vendor.md'), 'utf8')
const settings = Object.keys(settingsSchema.shape)

describe('docs/replace-the-vendor.md', () => {
  it('shows the Helm values of the Express example', () => {
    const values = readFileSync(join(root, 'examples/express/values.yaml'), 'utf8')
    expect(page).toContain(`\`\`\`yaml\n${values.trim()}\n\`\`\``)
  })

  it('names settings that readEnvironment reads, and of CX only these', () => {
    const ofCx = ['API_PASS', 'API_USERNAME', 'IS_SCAN_ENABLED', 'MESSAGE_TYPE']
    const names = new Set([...page.matchAll(/\b[A-Z]+(?:_[A-Z]+)+\b/g)].map(([name]) => name))
    expect([...names].filter((name) => !settings.includes(name)).toSorted()).toEqual(ofCx)
  })

  it('names every setting that a host needs which asks CCM', () => {
    const table = /## What must be set\n(.*?)\n## /s.exec(page)?.[1]
    const needed = missingFrom({ SETTINGS: 'ccm' })
    expect(needed).not.toEqual([])
    for (const name of ['SETTINGS', ...needed]) expect(table).toContain(`\`${name}\``)
  })

  it('gives values that readEnvironment takes', () => {
    const env = Object.fromEntries(
      [...page.matchAll(/^ {2}([A-Z_]+): (\S+)$/gm)].map(([, name = '', value]) => [name, value]),
    )
    expect(Object.keys(env)).toContain('FORWARD_CHANGES_URL')
    expect(missingFrom({ ...env, APP_SECRET: '0'.repeat(32) })).toEqual([])
  })
})

/** The settings that are missing or wrong. */
function missingFrom(env: Readonly<Record<string, string | undefined>>): readonly string[] {
  try {
    readEnvironment(env)
    return []
  } catch (error) {
    if (error instanceof ConfigError) return error.lines.map((line) => line.replace(/ .*/, ''))
    throw error
  }
}
