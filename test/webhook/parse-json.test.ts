import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { PayloadError } from '../../src/errors.ts'
import { parseJson } from '../../src/webhook/index.ts'
import { cpuTimeOf } from '../text/cpu-time.ts'

/** Properties run a thousand times and more; a busy machine may take its time. */
vi.setConfig({ testTimeout: 60_000 })

describe('parseJson', () => {
  it.each([
    ['{"id":9007199254740993}', { id: '9007199254740993' }],
    ['{"id": -12345678901234567890 }', { id: '-12345678901234567890' }],
    [
      '[12345678901234567890,12345678901234567891]',
      ['12345678901234567890', '12345678901234567891'],
    ],
    ['12345678901234567890', '12345678901234567890'],
    ['-12345678901234567890', '-12345678901234567890'],
    ['{"a":\n\t12345678901234567890}', { a: '12345678901234567890' }],
  ])('keeps all digits of %s', (text, value) => {
    expect(parseJson(text)).toEqual(value)
  })

  it.each([
    '9007199254740991',
    '{"timestamp":1718000000000,"id":"7312345678901234567"}',
    '["a 12345678901234567890","\\"12345678901234567890","\\\\",",12345678901234567890,"]',
    '[0.12345678901234567890,1234567890123456.75,12345678901234567890e2,1E22,1.5e-7]',
    '{" 12345678901234567890":1,"b":[true,false,null,"",0]}',
    '"text"',
  ])('reads %s as JSON.parse does', (text) => {
    expect(parseJson(text)).toEqual(JSON.parse(text))
  })

  it.each([
    ['escapes', `["${'\\n'.repeat(4_000_000)}",12345678901234567890]`],
    ['escaped backslashes', `["${'\\\\'.repeat(2_000_000)}",12345678901234567890]`],
    ['escaped quotes', `["${'\\"'.repeat(1_000_000)}",12345678901234567890]`],
    ['levels', `${'['.repeat(100_000)}12345678901234567890${']'.repeat(100_000)}`],
    ['numbers', `[${'1,'.repeat(1_000_000)}12345678901234567890]`],
    ['digits', `[0.${'1'.repeat(1_000_000)},12345678901234567890]`],
  ])('keeps all digits beside very many %s, and soon', (_, text) => {
    let last: unknown
    const ms = cpuTimeOf(() => {
      last = parseJson(text)
    })
    expect(ms).toBeLessThan(5000)
    while (Array.isArray(last)) last = last.at(-1)
    expect(last).toBe('12345678901234567890')
  })

  it('reads any JSON as JSON.parse does, long whole numbers aside', () => {
    const long = fc.bigInt({ min: 2n ** 53n, max: 2n ** 90n })
    const leaf = fc.oneof(
      fc.jsonValue(),
      long,
      fc.stringMatching(/^[\\":,[\] ]*\d{14,20}[\\":,[\] ]*$/),
    )
    const tree = fc.oneof(fc.array(leaf), fc.dictionary(fc.string(), leaf))
    fc.assert(
      fc.property(tree, fc.constantFrom(0, 2), (value, indent) => {
        const asNumbers = JSON.stringify(value, bigintAs('number'), indent)
        const asStrings = JSON.stringify(value, bigintAs('string'), indent)
        expect(parseJson(asNumbers.replace(/"#long#(\d+)"/g, '$1'))).toEqual(JSON.parse(asStrings))
      }),
      { numRuns: 2000 },
    )
  })

  it.each([
    '',
    ' ',
    '{',
    '{"a":}',
    '[1,]',
    'undefined',
    "{'a':1}",
    '\ufeff{}',
    '[12345678901234567890',
    '{"secret',
  ])('refuses %j without quoting it', (text) => {
    expect(() => parseJson(text)).toThrow(
      new PayloadError('webhook', [{ path: [], message: 'is not JSON' }]),
    )
    try {
      parseJson(text)
    } catch (error) {
      expect(error).not.toHaveProperty('cause')
    }
  })
})

/** Marks long numbers, which JSON.stringify cannot write, so that they can be written afterwards. */
function bigintAs(form: 'number' | 'string') {
  return (_key: string, value: unknown) => {
    if (typeof value === 'bigint') return form === 'number' ? `#long#${value}` : String(value)
    return form === 'string' && isLongNumber(value) ? String(value) : value
  }
}

/** A number beyond 2^53 that JSON.stringify writes in digits alone. */
function isLongNumber(value: unknown): boolean {
  return Number.isInteger(value) && !Number.isSafeInteger(value) && /^-?\d+$/.test(String(value))
}
