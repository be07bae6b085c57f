import fc from 'fast-check'
import { find } from 'linkifyjs'
import { describe, expect, it } from 'vitest'
import { apart, findLinks, isLink, type Link, trimAddress } from '../../src/text/links.ts'
import { recordedTexts } from './recorded-texts.ts'

/**
 * The links of a text as linkify sees them in the whole of it, and then by our rules: what `findLinks` must
 * give, which shows linkify only the words that may hold one.
 */
function linksByLinkify(text: string): Link[] {
  return find(apart(text), 'url', { defaultProtocol: 'https' }).flatMap((found) => {
    const glued = /^[^\p{ASCII}\p{Script=Latin}]+(?=[a-z0-9])/iu.exec(found.value)?.[0] ?? ''
    const start = found.start + glued.length
    const before = text.slice(Math.max(0, start - 1), start)
    const address = trimAddress(text.slice(start, found.end), before)
    if (!isLink(address, before) || !mayHoldLink(text, start)) return []
    const href = /^https?:\/\//i.test(address) ? address : `https://${address}`
    return [{ start, end: start + address.length, text: address, href }]
  })
}

/** `localhost/` is a link to linkify; a word without scheme and without ending is none to us. */
function mayHoldLink(text: string, at: number): boolean {
  const word = /\S*$/.exec(text.slice(0, at))?.[0] + (/^\S*/.exec(text.slice(at))?.[0] ?? '')
  return /\.[a-z\u0080-\uffff]|:\/\//i.test(word)
}

describe('findLinks', () => {
  it('finds in every recorded text what linkify finds in the whole of it', () => {
    expect(recordedTexts.length).toBeGreaterThan(100)
    for (const text of recordedTexts) expect(findLinks(text)).toEqual(linksByLinkify(text))
  })

  it('finds in any text what linkify finds in the whole of it', () => {
    fc.assert(
      fc.property(pieces(), (text) => {
        expect(findLinks(text)).toEqual(linksByLinkify(text))
      }),
      { numRuns: 2000 },
    )
  })

  it('finds no ending where a wide space follows a full stop', () => {
    for (const text of ['localhost/www.\u2003', 'localhost/www.\u00a0x']) {
      expect(findLinks(text)).toEqual([])
      expect(linksByLinkify(text)).toEqual([])
    }
  })

  it('takes plain addresses as linkify does', () => {
    fc.assert(
      fc.property(plainAddresses(), fc.constantFrom('', ' ', 'see ', '\n'), (address, before) => {
        const text = `${before}${address}${before}`
        expect(findLinks(text)).toEqual(linksByLinkify(text))
      }),
      { numRuns: 3000 },
    )
  })
})

/** Addresses out of all that may stand in a plain one, and a little more. */
function plainAddresses(): fc.Arbitrary<string> {
  const label = fc.stringMatching(/^[a-zA-Z\d-]{1,6}$/)
  const path = fc.array(
    fc.constantFrom('/', '.', '?', '=', '&', '%', '#', '+', '~', '-', '_', 'a', 'Z', '7', 'u='),
    { maxLength: 12 },
  )
  return fc
    .tuple(
      fc.constantFrom('https://', 'http://', 'HTTPS://', 'https:/', 'ftp://'),
      fc.array(label, { minLength: 1, maxLength: 3 }),
      fc.constantFrom('com', 'md', 'museum', 'notanending', 'x', 'c0m', 'COM', 'xn--p1ai'),
      fc.constantFrom('', '/'),
      path,
    )
    .map(([scheme, labels, ending, slash, rest]) =>
      [scheme, [...labels, ending].join('.'), slash, slash === '' ? '' : rest.join('')].join(''),
    )
}

/** Texts of pieces that links begin, end and break at. */
function pieces(): fc.Arbitrary<string> {
  const piece = fc.oneof(
    fc.constantFrom(
      ' ',
      '  ',
      '\n',
      '\t',
      '\u00a0',
      '\u2003',
      '\u2028',
      '\u200b',
      '\ufeff',
      '\u3000',
    ),
    fc.constantFrom(
      '.',
      ',',
      '/',
      ':',
      '://',
      '@',
      '(',
      ')',
      '[',
      ']',
      '<',
      '>',
      '"',
      "'",
      '_',
      '*',
      '~',
    ),
    fc.constantFrom('。', '，', '،', '!', '?', '…', '-', '#', '\\', '|', '=', '&', '%20'),
    fc.constantFrom(
      'www.',
      'https://',
      'http://',
      'mailto:',
      'example.com',
      '.co.uk',
      '.md',
      'localhost',
    ),
    fc.constantFrom(
      '漢',
      'я',
      'ä',
      'です',
      '🙂',
      'word',
      'a.b',
      '1.2.3.4',
      ':8080',
      '/path',
      '?u=1',
    ),
    fc.webUrl(),
    fc.string({ unit: 'grapheme', maxLength: 4 }),
  )
  return fc.array(piece, { maxLength: 16 }).map((parts) => parts.join(''))
}
