import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { emittedCimMessageSchema } from '../../src/cim/emitted.ts'
import { messengerToCim } from '../../src/inbound/index.ts'
import { attachmentTypes } from '../../src/messenger/attachment.ts'
import { itemSchemas } from '../../src/messenger/item.ts'
import { skipReasons } from '../../src/messenger/skipped.ts'
import { parseJson } from '../../src/webhook/index.ts'
import { objectsIn } from '../objects-in.ts'
import { contextOf } from './fixture-context.ts'

const root = join(import.meta.dirname, '../fixtures/inbound')
const kinds = readdirSync(root)
const cases = kinds.flatMap((kind) => readdirSync(join(root, kind)).map((name) => ({ kind, name })))

describe('inbound fixtures', () => {
  it.each(cases)('translate $kind/$name as written', async ({ kind, name }) => {
    const folder = join(root, kind, name)
    const { messages, skipped } = messengerToCim(
      parseJson(readFileSync(join(folder, 'webhook.json'), 'utf8')),
      existsSync(join(folder, 'context.json'))
        ? contextOf(JSON.parse(readFileSync(join(folder, 'context.json'), 'utf8')))
        : {},
    )
    for (const message of messages) {
      expect(emittedCimMessageSchema.safeParse(message).error).toBeUndefined()
    }
    await expect(written(messages)).toMatchFileSnapshot(join(folder, 'messages.json'))
    const entries = skipped.map(({ raw, ...rest }) => rest)
    if (entries.length > 0) {
      await expect(written(entries)).toMatchFileSnapshot(join(folder, 'skipped.json'))
    }
    expect(existsSync(join(folder, 'skipped.json'))).toBe(entries.length > 0)
  })

  it.each(cases)('give messages that are the caller’s own: $kind/$name', ({ kind, name }) => {
    const file = readFileSync(join(root, kind, name, 'webhook.json'), 'utf8')
    const context = { echoes: 'translate', standby: 'translate' } as const
    const [first, again] = [0, 1].map(() => messengerToCim(parseJson(file), context).messages)
    const known = new Set(objectsIn(first))
    expect(objectsIn(again).filter((one) => known.has(one))).toEqual([])
  })

  it('exist for every kind of event, type of attachment and reason to skip', () => {
    const needed = [...Object.keys(itemSchemas()), ...attachmentTypes]
    expect(needed.filter((kind) => !kinds.includes(kind))).toEqual([])
    const covered = cases.flatMap(({ kind, name }) => {
      const file = join(root, kind, name, 'skipped.json')
      return existsSync(file) ? readFileSync(file, 'utf8').match(/(?<="reason": ")[^"]+/g) : []
    })
    expect(skipReasons.filter((reason) => !covered.includes(reason))).toEqual([])
  })
})

function written(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}
