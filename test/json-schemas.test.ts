import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { jsonSchemas } from '../scripts/json-schemas.ts'
import { emittedCimMessageSchema } from '../src/cim/emitted.ts'
import { sendRequestSchema } from '../src/messenger/send-request.ts'
import { mutated } from './mutations.ts'

const fixtures = join(import.meta.dirname, 'fixtures')

function recorded(pattern: string): unknown[] {
  return globSync(pattern, { cwd: fixtures }).flatMap((file): unknown[] =>
    JSON.parse(readFileSync(join(fixtures, file), 'utf8')),
  )
}

const schemas = jsonSchemas()
const ajv = new Ajv2020({ strictTypes: false, strictRequired: false })

const cases = [
  {
    name: 'emitted-cim-message' as const,
    schema: emittedCimMessageSchema,
    values: recorded('inbound/*/*/messages.json'),
  },
  {
    name: 'send-request' as const,
    schema: sendRequestSchema,
    values: recorded('outbound/*/*/requests.json'),
  },
]

/**
 * JSON Schema counts the length of a text in code points, zod and both platforms' limits in UTF-16 units: the one
 * thing that only zod refuses.
 */
function isOnlyTooLong(value: unknown, { schema }: (typeof cases)[number]): boolean {
  const { error } = schema.safeParse(value)
  return error?.issues.every(({ code }) => code === 'too_big') === true && hasPairs(value)
}

function hasPairs(value: unknown): boolean {
  return /[\ud800-\udbff][\udc00-\udfff]/.test(JSON.stringify(value))
}

describe.each(cases)('the JSON Schema $name', (one) => {
  const { name, schema, values } = one
  const validate = ajv.compile(schemas[name])

  it('takes every fixture', () => {
    expect(values.length).toBeGreaterThan(50)
    for (const value of values) {
      validate(value)
      expect(validate.errors).toBeNull()
    }
  })

  it('takes and refuses what zod takes and refuses', () => {
    fc.assert(
      fc.property(mutated(values), (value) => {
        const json: unknown = JSON.parse(JSON.stringify(value) ?? 'null')
        const isValid = schema.safeParse(json).success
        if (!isValid && isOnlyTooLong(json, one)) return
        expect(validate(json)).toBe(isValid)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('what JSON Schema cannot say', () => {
  it('is the length of a text in UTF-16 units, alone', () => {
    const text = '🙂'.repeat(1001)
    const request = { recipient: { id: '1' }, messaging_type: 'RESPONSE', message: { text } }
    expect(sendRequestSchema.safeParse(request).success).toBe(false)
    expect(ajv.compile(schemas['send-request'])(request)).toBe(true)
  })
})

/** What zod checks with code; each has a counterpart that is written by hand. */
const content = { text: 'Hi' }
const base = { recipient: { id: '1' }, messaging_type: 'RESPONSE' }
const feedback = {
  attachment: { type: 'template', payload: { template_type: 'customer_feedback', title: 'How?' } },
}
function card(element: object) {
  const payload = { template_type: 'generic', elements: [{ title: 'A', ...element }] }
  return { ...base, message: { attachment: { type: 'template', payload } } }
}
function medium(element: object) {
  const payload = { template_type: 'media', elements: [{ media_type: 'image', ...element }] }
  return { ...base, message: { attachment: { type: 'template', payload } } }
}

describe('rules between fields', () => {
  const validate = ajv.compile(schemas['send-request'])

  it.each<[string, boolean, unknown]>([
    ['nothing in a message', false, { ...base, message: {} }],
    ['two things in a message', false, { ...base, message: { ...content, sticker_id: 1 } }],
    ['metadata alone', false, { ...base, message: { metadata: 'x' } }],
    ['one thing in a message', true, { ...base, message: content }],
    ['a tag without MESSAGE_TAG', false, { ...base, tag: 'HUMAN_AGENT', message: content }],
    [
      'MESSAGE_TAG without tag',
      false,
      { ...base, messaging_type: 'MESSAGE_TAG', message: content },
    ],
    [
      'MESSAGE_TAG with tag',
      true,
      { ...base, messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT', message: content },
    ],
    ['UTILITY without template', false, { ...base, messaging_type: 'UTILITY', message: content }],
    [
      'a template without UTILITY',
      false,
      { ...base, message: { template: { name: 'a', language: { code: 'en' } } } },
    ],
    [
      'UTILITY with template',
      true,
      {
        ...base,
        messaging_type: 'UTILITY',
        message: { template: { name: 'a', language: { code: 'en' } } },
      },
    ],
    [
      'CUSTOMER_FEEDBACK with a text',
      false,
      { ...base, messaging_type: 'MESSAGE_TAG', tag: 'CUSTOMER_FEEDBACK', message: content },
    ],
    [
      'CUSTOMER_FEEDBACK with its template',
      true,
      { ...base, messaging_type: 'MESSAGE_TAG', tag: 'CUSTOMER_FEEDBACK', message: feedback },
    ],
    ['a card with nothing but a title', false, card({})],
    ['a card with an empty subtitle', false, card({ subtitle: '' })],
    ['a card with a subtitle', true, card({ subtitle: 'B' })],
    ['a medium of nothing', false, medium({})],
    ['a medium by id', true, medium({ attachment_id: 7 })],
  ])('%s: %s', (_, isValid, request) => {
    expect(sendRequestSchema.safeParse(request).success).toBe(isValid)
    expect(validate(request)).toBe(isValid)
  })
})
