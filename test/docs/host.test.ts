import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { settingsSchema } from '../../src/host/settings.ts'

const page = readFileSync(join(import.meta.dirname, '../../docs/host.md'), 'utf8')

describe('the table of settings in docs/host.md', () => {
  const rows = [...page.matchAll(/^\| `([A-Z_]+)` \| (?:`([^`]+)`)? ?\|/gm)]

  it('has every setting that readEnvironment reads, and no other', () => {
    expect(rows.map(([, name]) => name)).toEqual(Object.keys(settingsSchema.shape))
  })

  it('has every default', () => {
    const required = {
      APP_SECRET: 'x'.repeat(32),
      CCM_URL: 'http://c',
      FILE_ENGINE_URL: 'http://f',
    }
    const defaults = settingsSchema.parse(required)
    for (const [, name = '', listed] of rows) {
      if (name in required) continue
      const value = Object.entries(defaults).find(([key]) => key === name)?.[1]
      const words = value === undefined || String(value) === '' ? undefined : String(value)
      expect([name, listed]).toEqual([name, words])
    }
  })
})

describe.each(['express', 'fastify', 'hono'])('.env.example of examples/%s', (example) => {
  it('explains every setting of a host on one machine', () => {
    const text = readFileSync(
      join(import.meta.dirname, '../../examples', example, '.env.example'),
      'utf8',
    )
    const explained = [...text.matchAll(/^#?([A-Z][A-Z_]+)=/gm)].map(([, name]) => name)
    const others = ['ROLE', 'REDIS_URL', 'REDIS_PREFIX']
    const expected = Object.keys(settingsSchema.shape).filter((name) => !others.includes(name))
    expect(explained.toSorted()).toEqual(expected.toSorted())
  })
})
