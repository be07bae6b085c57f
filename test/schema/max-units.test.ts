import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { sendRequestSchema } from '../../src/messenger/send-request.ts'
import { maxUnits } from '../../src/schema/max-units.ts'

const schema = z.string().check(maxUnits(4))

describe('maxUnits', () => {
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
