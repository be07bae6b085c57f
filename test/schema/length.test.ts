import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { sendRequestSchema } from '../../src/messenger/send-request.ts'
import { atLeast, atMost } from '../../src/schema/length.ts'

const schema = z.string().check(atMost(4))

describe('atMost', () => {
  it.each([
    ['as many units', 'abcd', true],
    ['one too many', 'abcde', false],
    ['two emoji, which are four units', '🙂🙂', true],
    ['three emoji, which are six', '🙂🙂🙂', false],
    ['nothing', '', true],
  ])('%s', (_, text, isValid) => {
    expect(schema.safeParse(text).success).toBe(isValid)
  })

  it('says what is wrong as zod says it', () => {
    expect(schema.safeParse('abcde').error?.issues).toMatchObject([
      { code: 'too_big', origin: 'string', maximum: 4, path: [] },
    ])
  })

  it('holds a text of a Send request to 2000 units', () => {
    const request = { recipient: { id: '1' }, messaging_type: 'RESPONSE' }
    const long = { ...request, message: { text: '🙂'.repeat(1001) } }
    expect(sendRequestSchema.safeParse(long).success).toBe(false)
    expect(
      sendRequestSchema.safeParse({ ...request, message: { text: '🙂'.repeat(1000) } }).success,
    ).toBe(true)
  })
})

/** The checks beside zod's own. They differ only in how they count emoji. */
const pairs: readonly [string, z.ZodType, z.ZodType][] = [
  ['text', z.string().check(atLeast(1), atMost(3)), z.string().min(1).max(3)],
  ['list', z.array(z.string()).check(atLeast(2), atMost(3)), z.array(z.string()).min(2).max(3)],
]
const values = [
  ...['', 'a', 'abc', 'abcd', 0, 1, 3, 3.5, Number.NaN, Number.POSITIVE_INFINITY, null, {}],
  ...[[], ['a'], ['a', 'b'], ['a', 'b', 'c', 'd'], [1], [1, 2], [1, 2, 3, 4]],
]

describe.each(pairs)('the length of a %s', (_, own, zod) => {
  it.each(values.map((value) => [value]))('is checked as by zod: %j', (value) => {
    expect(own.safeParse(value).error?.issues).toEqual(zod.safeParse(value).error?.issues)
  })

  it('has the same JSON Schema', () => {
    expect(z.toJSONSchema(own)).toEqual(z.toJSONSchema(zod))
  })
})
