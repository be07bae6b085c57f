import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const examples = join(import.meta.dirname, '../../examples')

/** What may differ between the two hosts: where the framework is, and where it is named. */
const differing = ['README.md', 'package.json', 'server.ts']

describe('examples/express and examples/fastify', () => {
  it('have the same files', () => {
    expect(filesOf('fastify')).toEqual(filesOf('express'))
    expect(filesOf('express')).toEqual(expect.arrayContaining([...differing, '.env.example']))
  })

  it.each(filesOf('express').filter((file) => !differing.includes(file)))('share %s', (file) => {
    expect(read('fastify', file)).toBe(read('express', file))
  })

  it.each(['README.md', 'package.json'])(
    'differ in %s by the name of the framework only',
    (file) => {
      expect(named(read('fastify', file))).toBe(named(read('express', file)))
    },
  )

  it('explain every variable in .env.example', () => {
    const variables = [...read('express', 'config.ts').matchAll(/^ {2}([A-Z][A-Z_]+): /gm)]
    const explained = [...read('express', '.env.example').matchAll(/^#?([A-Z][A-Z_]+)=/gm)]
    const names = new Set(variables.map(([, name]) => name))
    expect(explained.map(([, name]) => name).toSorted()).toEqual([...names].toSorted())
  })
})

function filesOf(example: string): string[] {
  return readdirSync(join(examples, example))
    .filter((file) => !['node_modules', 'data', '.env'].includes(file))
    .toSorted()
}

function read(example: string, file: string): string {
  return readFileSync(join(examples, example, file), 'utf8')
}

/** With the lines of a list in one order, since the frameworks' names are sorted differently. */
function named(text: string): string {
  return text
    .replace(/express|fastify/gi, 'FRAMEWORK')
    .replace(/"\^[\d.]+"/g, '"^"')
    .split('\n')
    .toSorted()
    .join('\n')
}
