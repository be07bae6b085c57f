import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import * as z from 'zod'
import { cimMessageSchema, parseCimMessage } from '../../src/cim/message.ts'
import { PayloadError } from '../../src/errors.ts'
import { mutated } from '../mutations.ts'

const fixtures = join(import.meta.dirname, '../fixtures/outbound')
const messages: unknown[] = globSync('*/*/message.json', { cwd: fixtures })
  .toSorted()
  .map((file) => JSON.parse(readFileSync(join(fixtures, file), 'utf8')))

describe('parseCimMessage', () => {
  it('has a schema that zod can compile', () => {
    expect(() => z.compile(cimMessageSchema, { strict: true })).not.toThrow()
  })

  it('reads any message, also one that is wrong, as its schema does when it is not compiled', () => {
    expect(messages.length).toBeGreaterThan(100)
    fc.assert(
      fc.property(fc.oneof(fc.constantFrom(...messages), mutated(messages)), (message) => {
        const expected = cimMessageSchema.safeParse(message)
        expect(outcomeOf(message)).toEqual(
          expected.success
            ? { data: expected.data }
            : { issues: new PayloadError('cim_message', expected.error.issues).issues },
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
      const fresh = await import('../../src/cim/message.ts')
      const [message] = messages
      const read = fresh.parseCimMessage(message)
      expect(compile).not.toHaveBeenCalled()
      compile.mockRestore()
      expect(read).toEqual(parseCimMessage(message))
    })
  })
})

function outcomeOf(message: unknown): unknown {
  try {
    return { data: parseCimMessage(message) }
  } catch (error) {
    if (error instanceof PayloadError) return { issues: error.issues }
    throw error
  }
}
