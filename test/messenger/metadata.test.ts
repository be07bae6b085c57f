import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LimitError } from '../../src/errors.ts'
import { limits } from '../../src/messenger/limits.ts'
import { isOwnMetadata, readMetadata, writeMetadata } from '../../src/messenger/metadata.ts'

const cimId = '0d5f3c0e-7a31-4e7e-9a55-5a1f0c8f0a01'

describe('metadata', () => {
  it('names the message, and which of its requests from the second on', () => {
    expect(writeMetadata({ cimId, index: 0 })).toBe(`cim:${cimId}`)
    expect(writeMetadata({ cimId, index: 1 })).toBe(`cim:${cimId}#1`)
    expect(writeMetadata({ cimId, index: 12 })).toBe(`cim:${cimId}#12`)
  })

  it('is read back as it was written, whatever the id', () => {
    const ids = fc.oneof(
      fc.string({ minLength: 1, maxLength: 40 }),
      fc.stringMatching(/^\w*#\d{1,3}$/),
    )
    fc.assert(
      fc.property(ids, fc.nat({ max: 200 }), (id, index) => {
        expect(readMetadata(writeMetadata({ cimId: id, index }))).toEqual({ cimId: id, index })
      }),
    )
  })

  it.each([undefined, null, '', 'cim:', 'CIM:a', 'to the bot', `x cim:${cimId}`, '#1'])(
    'of others names nothing: %j',
    (metadata) => expect(readMetadata(metadata)).toBeUndefined(),
  )

  it('is ours also where it names nothing', () => {
    expect(isOwnMetadata('cim:')).toBe(true)
    expect(isOwnMetadata(`cim:${cimId}#3`)).toBe(true)
    expect(isOwnMetadata('to the bot')).toBe(false)
    expect(isOwnMetadata(null)).toBe(false)
  })

  it('is refused where it would be longer than Meta takes', () => {
    const { max } = limits.metadata
    const longest = 'i'.repeat(max - 'cim:#10'.length)
    expect(writeMetadata({ cimId: longest, index: 10 })).toHaveLength(max)
    expect(() => writeMetadata({ cimId: longest, index: 100 })).toThrow(LimitError)
    expect(() => writeMetadata({ cimId: `${longest}i`, index: 10 })).toThrow(
      `id: ${longest.length + 1} characters, at most ${longest.length} allowed`,
    )
  })
})
