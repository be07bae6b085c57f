import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import * as z from 'zod/mini'
import { cimMessageSchema, parseCimMessage } from '../../src/cim/message.ts'
import { issueWords, PayloadError } from '../../src/errors.ts'
import { mutated } from '../mutations.ts'

const fixtures = join(import.meta.dirname, '../fixtures/outbound')
const messages: unknown[] = globSync('*/*/message.json', { cwd: fixtures })
  .toSorted()
  .map((file) => JSON.parse(readFileSync(join(fixtures, file), 'utf8')))

describe('parseCimMessage', () => {
  it('has a schema that zod can compile', () => {
    expect(() => z.compile(cimMessageSchema, { strict: true })).not.toThrow()
  })

  it('reads any message, also one that is wrong, as it does where a host has zod compile schemas', () => {
    const compiled = z.compile(cimMessageSchema)
    expect(messages.length).toBeGreaterThan(100)
    fc.assert(
      fc.property(fc.oneof(fc.constantFrom(...messages), mutated(messages)), (message) => {
        const expected = compiled.safeParse(message, { error: issueWords })
        expect(outcomeOf(message)).toEqual(
          expected.success
            ? { data: expected.data }
            : { issues: new PayloadError('cim_message', expected.error.issues).issues },
        )
      }),
      { numRuns: 1000 },
    )
  })

  it('generates no code, which a content security policy may forbid', () => {
    const generate = vi.spyOn(globalThis, 'Function')
    onTestFinished(() => generate.mockRestore())
    for (const message of messages) outcomeOf(message)
    expect(generate).not.toHaveBeenCalled()
  })
})

describe('what is wrong with a message', () => {
  const header = { channelData: { channelCustomerIdentifier: '7300000000000001' } }
  const body = { type: 'PLAIN', markdownText: 'Hello' }
  const id = 'expected a string that is not blank, or an integer'

  it.each<[string, object, string]>([
    ['id', { id: '' }, id],
    ['id', { id: null }, id],
    [
      'header.channelData.channelCustomerIdentifier',
      { header: { channelData: { channelCustomerIdentifier: ' ' } } },
      id,
    ],
    ['body.name', { body: { type: 'TEMPLATE', name: ' ' } }, 'expected a text that is not blank'],
    [
      'body.location.latitude',
      { body: { type: 'LOCATION', location: { latitude: '', longitude: 1 } } },
      'expected a number',
    ],
  ])('is described in words: %s of %j', (path, changes, message) => {
    expect(outcomeOf({ id: 'a', header, body, ...changes })).toEqual({
      issues: [{ path: path.split('.'), message }],
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
