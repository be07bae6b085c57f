import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import manifest from '../../package.json' with { type: 'json' }
import { settingsSchema } from '../../src/host/settings.ts'

const examples = join(import.meta.dirname, '../../examples')

/** The lines of TypeScript that each may have, and the settings that it reads beside those of the host. */
const hosts = [
  { example: 'express', lines: 120, own: [], unread: /^(ROLE|REDIS_)/ },
  { example: 'fastify', lines: 120, own: [], unread: /^(ROLE|REDIS_)/ },
  { example: 'hono', lines: 120, own: [], unread: /^(ROLE|REDIS_)/ },
  {
    example: 'scale-out',
    lines: 220,
    own: ['REDIS_FOLDER', 'TAKE_OVER_SECONDS', 'WORKERS'],
    unread: /^(ROLE|DATABASE_PATH)$/,
  },
] as const

describe.each(hosts)('examples/$example', ({ example, lines, own, unread }) => {
  const files = readdirSync(join(examples, example)).filter((file) => file.endsWith('.ts'))

  it(`has at most ${lines} lines of TypeScript`, () => {
    const counts = files.map((file) => read(example, file).trimEnd().split('\n').length)
    expect(counts.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(lines)
  })

  it('explains every setting in .env.example', () => {
    const settings = Object.keys(settingsSchema.shape).filter((name) => !unread.test(name))
    const explained = [...read(example, '.env.example').matchAll(/^#?([A-Z][A-Z_]+)=/gm)]
    expect(explained.map(([, name]) => name).toSorted()).toEqual([...settings, ...own].toSorted())
  })

  it('has a Dockerfile that starts a file of it, on the port of the host', () => {
    const dockerfile = read(example, 'Dockerfile')
    const { groups } = /^CMD \["node", "(?<main>[^"]+)"/m.exec(dockerfile) ?? {}
    expect(files).toContain(groups?.main)
    const PORT = settingsSchema.shape.PORT.parse(undefined)
    expect(dockerfile).toContain(`EXPOSE ${PORT}\n`)
    // A blank setting counts as missing.
    expect(dockerfile).toContain(`process.env.PORT || ${PORT}}/healthz`)
  })

  it('names no setting in its YAML that nobody reads', () => {
    const known = [...Object.keys(settingsSchema.shape), ...own, 'REDIS_PASSWORD']
    const yaml = readdirSync(join(examples, example)).filter((file) => file.endsWith('.yaml'))
    const named = yaml.flatMap((file) => [
      ...read(example, file).matchAll(/(?:^ +|\$\{)([A-Z][A-Z_]+)\b/gm),
    ])
    expect(named.map(([, name]) => name).filter((name) => !known.includes(name ?? ''))).toEqual([])
  })

  it('names in its package.json what its files need', () => {
    const imported = files.flatMap((file) =>
      [...read(example, file).matchAll(/from '([^.'][^']*)'/g)].map(([, name = '']) => name),
    )
    const packages = imported.filter((name) => !name.startsWith('node:')).map(packageOf)
    const peers = imported.includes('messenger-cim/bullmq') ? ['bullmq', 'ioredis'] : []
    const { dependencies } = JSON.parse(read(example, 'package.json'))
    expect(Object.keys(dependencies).toSorted()).toEqual(
      [...new Set([...packages, ...peers])].toSorted(),
    )
    for (const peer of peers) {
      expect(dependencies).toMatchObject({ [peer]: Reflect.get(manifest.peerDependencies, peer) })
    }
  })
})

/** The package of an entry point: `@hono/node-server` of `@hono/node-server/x`. */
function packageOf(name: string): string {
  return name.split('/', name.startsWith('@') ? 2 : 1).join('/')
}

function read(example: string, file: string): string {
  return readFileSync(join(examples, example, file), 'utf8')
}
