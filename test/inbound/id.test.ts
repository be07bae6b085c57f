import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { parse, v5 } from 'uuid'
import { describe, expect, it } from 'vitest'
import { cimMessageId } from '../../src/inbound/id.ts'
import { paddingBytes, sha1 } from '../../src/inbound/sha1.ts'

const namespace = parse('5b8f6f3e-8c1d-4f0b-9f57-2a7d0c6e41b3')

/** The id as the package `uuid` makes it; a name goes in as bytes, as its own way with text fails at some. */
function idByUuid(pageId: string, mid: string, part?: number | string): string {
  const name = part === undefined || part === 0 ? [pageId, mid] : [pageId, mid, part]
  return v5(new TextEncoder().encode(name.join('\n')), namespace)
}

describe('cimMessageId', () => {
  it('is the UUID version 5 of Page, mid and part, ten thousand times', () => {
    const different = Array.from({ length: 10_000 }, (_, index) => {
      const pageId = String(104857600000000 + index * 7919)
      const mid = `m_${'Q7vXz2RtYw9LpB4s'.repeat(index % 9)}${index}`
      const part = [undefined, 0, 1, 'reaction', `edit:${index}`][index % 5]
      return [cimMessageId({ pageId, mid, part }), idByUuid(pageId, mid, part)]
    }).filter(([own, uuids]) => own !== uuids)
    expect(different).toEqual([])
  })

  it('is so for any text, lone surrogates included', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 400 }),
        fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 1200 }),
        (pageId, units) => {
          const mid = String.fromCharCode(...units)
          expect(cimMessageId({ pageId, mid })).toBe(idByUuid(pageId, mid))
        },
      ),
    )
  })

  it('depends on nothing that was hashed before', () => {
    const long = { pageId: '1', mid: 'é'.repeat(2000) }
    const short = { pageId: '1', mid: 'm_1' }
    const first = cimMessageId(short)
    expect(cimMessageId(long)).toBe(idByUuid('1', long.mid))
    expect(cimMessageId(short)).toBe(first)
  })
})

describe('sha1', () => {
  it.each([
    ['ASCII', 'lamp 4411 '],
    ['letters of two and three bytes', 'Lämpchen – 照明 '],
    ['emoji', '💡🧑‍🔧'],
  ])('is that of node:crypto for every length up to 300: %s', (_, words) => {
    const all = new TextEncoder().encode(words.repeat(300)).subarray(0, 300)
    for (let length = 0; length <= all.length; length += 1) {
      const message = all.subarray(0, length)
      expect(hexOf(message), `${length} bytes`).toBe(
        createHash('sha1').update(message).digest('hex'),
      )
    }
  })

  it('is that of node:crypto for a megabyte', () => {
    const message = new Uint8Array(2 ** 20).map((_, index) => index * 31)
    expect(hexOf(message)).toBe(createHash('sha1').update(message).digest('hex'))
  })
})

function hexOf(message: Uint8Array): string {
  const bytes = new Uint8Array(message.length + paddingBytes).fill(0xff)
  bytes.set(message)
  return [...sha1({ bytes, words: new DataView(bytes.buffer) }, message.length)]
    .map((word) => (word >>> 0).toString(16).padStart(8, '0'))
    .join('')
}
