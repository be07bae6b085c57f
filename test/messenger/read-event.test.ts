import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import * as z from 'zod/mini'
import { globalConfig } from 'zod/v4/core'
import { issueWords } from '../../src/errors.ts'
import { contentsOf } from '../../src/messenger/event.ts'
import { itemSchemas } from '../../src/messenger/item.ts'
import { readEvent } from '../../src/messenger/read-event.ts'
import { isObject } from '../../src/messenger/reading.ts'
import { mutated } from '../mutations.ts'

const fixtures = join(import.meta.dirname, '../fixtures/inbound')
const items = globSync('*/*/webhook.json', { cwd: fixtures })
  .toSorted()
  .flatMap((file) => itemsOf(JSON.parse(readFileSync(join(fixtures, file), 'utf8'))))

const compiledSchemas = new Map<string, z.ZodMiniType>(
  Object.entries(itemSchemas()).map(([kind, schema]) => [kind, z.compile(schema)]),
)

const envelope = { pageId: '104857600123456', standby: false, entryTime: undefined }

describe('readEvent', () => {
  it.each(Object.entries(itemSchemas()))(
    'has a schema for %s that zod can compile',
    (_, schema) => {
      expect(() => z.compile(schema, { strict: true })).not.toThrow()
    },
  )

  it('reads any item, also one that is wrong, as it does where a host has zod compile schemas', () => {
    expect(items.length).toBeGreaterThan(50)
    fc.assert(
      fc.property(fc.oneof(fc.constantFrom(...items), mutated(items)), (item) => {
        const kind = isObject(item) ? contentsOf(item).kinds[0] : undefined
        if (kind === undefined) return
        const compiled = compiledSchemas.get(kind)?.safeParse(item, { error: issueWords })
        expect(readEvent(kind, item, envelope)).toEqual(
          compiled?.success
            ? { event: Object.assign({}, compiled.data, envelope, { kind, raw: item }) }
            : { issues: compiled?.error?.issues },
        )
      }),
      { numRuns: 1000 },
    )
  })

  it('makes no schema while it reads, which a host would have compiled each time', () => {
    const made = vi.fn()
    const { postProcessor } = globalConfig
    onTestFinished(() => {
      globalConfig.postProcessor = postProcessor
    })
    // Errors are announced too; only schemas can run.
    globalConfig.postProcessor = (instance) => {
      if (typeof instance._zod?.run === 'function') made()
    }
    z.string()
    expect(made).toHaveBeenCalled()
    made.mockClear()
    for (const item of items) {
      const kind = isObject(item) ? contentsOf(item).kinds[0] : undefined
      if (kind !== undefined) readEvent(kind, item, envelope)
    }
    expect(made).not.toHaveBeenCalled()
  })

  it('generates no code, which a content security policy may forbid', () => {
    const generate = vi.spyOn(globalThis, 'Function')
    onTestFinished(() => generate.mockRestore())
    for (const item of items) {
      const kind = isObject(item) ? contentsOf(item).kinds[0] : undefined
      if (kind !== undefined) readEvent(kind, item, envelope)
    }
    expect(generate).not.toHaveBeenCalled()
  })
})

function itemsOf(webhook: unknown): unknown[] {
  const entries = isObject(webhook) && Array.isArray(webhook.entry) ? webhook.entry : []
  return entries.filter(isObject).flatMap((entry) => {
    const lists = [entry.messaging, entry.standby]
    return lists.flatMap((list): unknown[] => (Array.isArray(list) ? list : []))
  })
}
