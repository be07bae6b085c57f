import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import * as z from 'zod'
import { kindOf } from '../../src/messenger/event.ts'
import { itemSchemas } from '../../src/messenger/item.ts'
import { readEvent } from '../../src/messenger/read-event.ts'
import { isObject } from '../../src/messenger/reading.ts'
import { mutated } from '../mutations.ts'

const fixtures = join(import.meta.dirname, '../fixtures/inbound')
const items = globSync('*/*/webhook.json', { cwd: fixtures })
  .toSorted()
  .flatMap((file) => itemsOf(JSON.parse(readFileSync(join(fixtures, file), 'utf8'))))

const envelope = { pageId: '104857600123456', standby: false, entryTime: undefined }

describe('readEvent', () => {
  it.each(Object.entries(itemSchemas))('has a schema for %s that zod can compile', (_, schema) => {
    expect(() => z.compile(schema, { strict: true })).not.toThrow()
  })

  it('reads any item, also one that is wrong, as its schema does when it is not compiled', () => {
    expect(items.length).toBeGreaterThan(50)
    fc.assert(
      fc.property(fc.oneof(fc.constantFrom(...items), mutated(items)), (item) => {
        const kind = isObject(item) ? kindOf(item) : undefined
        if (kind === undefined) return
        const expected = itemSchemas[kind].safeParse(item)
        expect(readEvent(kind, item, envelope)).toEqual(
          expected.success
            ? { event: { ...expected.data, ...envelope, kind, raw: item } }
            : { issues: expected.error.issues },
        )
      }),
      { numRuns: 1000 },
    )
  })

  describe('where no code may be generated', () => {
    afterEach(() => {
      z.config({ jitless: false })
    })

    it('does not try to, and reads the same', async () => {
      z.config({ jitless: true })
      vi.resetModules()
      const compile = vi.spyOn(globalThis, 'Function')
      const fresh = await import('../../src/messenger/read-event.ts')
      const [item] = items
      const read = fresh.readEvent('message', item, envelope)
      expect(compile).not.toHaveBeenCalled()
      compile.mockRestore()
      expect(read).toEqual(readEvent('message', item, envelope))
    })
  })
})

function itemsOf(webhook: unknown): unknown[] {
  const entries = isObject(webhook) && Array.isArray(webhook.entry) ? webhook.entry : []
  return entries.filter(isObject).flatMap((entry) => {
    const lists = [entry.messaging, entry.standby]
    return lists.flatMap((list): unknown[] => (Array.isArray(list) ? list : []))
  })
}
