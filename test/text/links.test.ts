import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { findLinks, onlyLink } from '../../src/text/links.ts'
import { cpuTimeOf } from './cpu-time.ts'

/** Properties run a thousand times and more; a busy machine may take its time. */
vi.setConfig({ testTimeout: 60_000 })

describe('findLinks', () => {
  it('returns where a link is, its text and its address', () => {
    expect(findLinks('See www.example.com/a, please')).toEqual([
      { start: 4, end: 21, text: 'www.example.com/a', href: 'https://www.example.com/a' },
    ])
  })

  it.each([
    ['https://example.com', ['https://example.com']],
    ['HTTP://EXAMPLE.COM/A', ['HTTP://EXAMPLE.COM/A']],
    ['http://localhost:3000/x', ['http://localhost:3000/x']],
    ['https://intranet/page', ['https://intranet/page']],
    ['https://user:pass@example.com/', ['https://user:pass@example.com/']],
    ['https://example.com:8443/a/b?c=d&e=f#g', ['https://example.com:8443/a/b?c=d&e=f#g']],
    ['https://example.com/a?u=https://b.com/c', ['https://example.com/a?u=https://b.com/c']],
    ['https://münchen.de/straße', ['https://münchen.de/straße']],
    ['https://xn--mnchen-3ya.de', ['https://xn--mnchen-3ya.de']],
    ['https://пример.рф/путь', ['https://пример.рф/путь']],
    ['http://192.168.0.1/x', ['http://192.168.0.1/x']],
    ['https://example.com/😀/b', ['https://example.com/😀/b']],
  ])('takes an address with a scheme: %s', (text, hrefs) => {
    expect(findLinks(text).map(({ href }) => href)).toEqual(hrefs)
  })

  it.each([
    'www.example.museum',
    't.co/abc',
    'bit.ly/3xYz',
    'example.io:8080/a',
    'münchen.de/a',
    'example.com',
    'Example.NET',
    'sub.example.org:8080',
    'example.com?a=b',
    'example.info#top',
    'example.biz',
    'example.co.uk',
    'shop.com.pk',
    'example.or.jp',
    'foo-bar.com',
  ])('takes %s without a scheme and adds https', (text) => {
    expect(findLinks(text)).toEqual([{ start: 0, end: text.length, text, href: `https://${text}` }])
  })

  it.each([
    'readme.md',
    'thanks.so',
    'index.html',
    'example.io',
    'example.io?a=b',
    'example.io:80',
    'yes.or.no',
    'go.to',
    'ac.uk',
    'anna@example.com',
    'anna.bob+c@mail.example.co.uk',
    'josé@example.com',
    'mailto:anna@example.com',
    'ftp://example.com/a',
    'file:///etc/example.com',
    'javascript:alert(1)',
    'tel:+49301234',
    '@example.com',
    '#example.com',
    'foo_bar.com',
    '//example.com/a',
    'folder\\example.com',
    'app://open?url=https%3A%2F%2Fexample.com%2Fa',
    'constructor.uk',
    '3.14',
    '192.168.0.1/x',
    'e.g. this',
    'http://',
    'https:// x',
    'https://...',
    '...',
    '://',
    '',
  ])('leaves %j text', (text) => {
    expect(findLinks(text)).toEqual([])
  })

  it.each([
    ['(https://example.com/a)', 'https://example.com/a'],
    ['https://en.example.org/wiki/A_(b).', 'https://en.example.org/wiki/A_(b)'],
    ['<https://example.com>', 'https://example.com'],
    ['"https://example.com"', 'https://example.com'],
    ['“https://example.com”', 'https://example.com'],
    ['[x](https://example.com/a)', 'https://example.com/a'],
    ['**https://example.com**', 'https://example.com'],
    ['_https://example.com_', 'https://example.com'],
    ['https://example.com/a?!', 'https://example.com/a'],
    ['https://example.com/a...', 'https://example.com/a'],
    ['https://example.com/a…', 'https://example.com/a'],
    ['https://example.com, then', 'https://example.com'],
    ['https://example.com/a\u200f', 'https://example.com/a'],
    ['访问https://example.com/路径，谢谢', 'https://example.com/路径'],
    ['网址https://example.com/a，谢谢', 'https://example.com/a'],
    ['в нашем сайтеhttps://example.com', 'https://example.com'],
    ['сайтhttps://example.com', 'https://example.com'],
    ['موقعhttps://example.com/a', 'https://example.com/a'],
    ['「https://example.com/a」', 'https://example.com/a'],
    ['（https://example.com/a）', 'https://example.com/a'],
    ['看example.com吧', 'example.com'],
    ['https://example.comです。', 'https://example.com'],
    ["https://example.com'dan bak", 'https://example.com'],
    ['https://www.example.com’da/y', 'https://www.example.com'],
    ['https://example.com—yes', 'https://example.com'],
    ['|https://example.com|', 'https://example.com'],
    ['https://example.com/a<br>', 'https://example.com/a'],
    ['<a href="https://example.com/a">x</a>', 'https://example.com/a'],
    ['{"url":"https://example.com/a","b":1}', 'https://example.com/a'],
    ['https://example.com,then', 'https://example.com'],
    ['https://example.com&nbsp;x', 'https://example.com'],
    ["https://example.com/it's_(a),b", "https://example.com/it's_(a),b"],
    ['ดูwww.example.comนะ', 'www.example.com'],
    ['زوروا https://example.com/مرحبا، ثم', 'https://example.com/مرحبا'],
    ['انظر https://example.com؟', 'https://example.com'],
    ['دیکھیں https://example.com/a۔', 'https://example.com/a'],
    ['देखें https://example.com/a।', 'https://example.com/a'],
  ])('takes from %s only the address', (text, address) => {
    expect(findLinks(text).map((link) => link.text)).toEqual([address])
  })

  it('finds several links in order', () => {
    const text = 'a.com, b.org/x and https://c.io; not d.md'
    expect(findLinks(text).map(({ href }) => href)).toEqual([
      'https://a.com',
      'https://b.org/x',
      'https://c.io',
    ])
  })

  it.each([
    ',',
    ';',
    '|',
    '](',
    ')(',
    '"',
    '<br>',
    '、',
    '，',
    '。',
    '،',
    '…',
    '”',
    '和',
    '😀',
    '、和',
    '\u200b',
  ])('finds the address after %j and another address', (between) => {
    const text = `https://a.example/x${between}https://b.example/y`
    expect(findLinks(text).map((link) => link.text)).toEqual([
      'https://a.example/x',
      'https://b.example/y',
    ])
  })

  it.each(['、', '，', '،'])('finds the address without a scheme after %j', (between) => {
    const text = `www.a.com/日本${between}b.com`
    expect(findLinks(text).map((link) => link.text)).toEqual(['www.a.com/日本', 'b.com'])
  })

  it('takes a link of 3000 characters', () => {
    const link = `https://example.com/${'a'.repeat(2980)}`
    expect(findLinks(`see ${link} now`)).toEqual([{ start: 4, end: 3004, text: link, href: link }])
  })

  it('finds in any text links that stand there, in order and apart', () => {
    fc.assert(
      fc.property(textWithLinks(), (text) => {
        let last = 0
        for (const link of findLinks(text)) {
          expect(link.start).toBeGreaterThanOrEqual(last)
          expect(link.end).toBeGreaterThan(link.start)
          expect(text.slice(link.start, link.end)).toBe(link.text)
          expect(link.text).not.toMatch(/\s/)
          expect(link.href).toBe(/^https?:/i.test(link.text) ? link.text : `https://${link.text}`)
          last = link.end
        }
      }),
      { numRuns: 2000 },
    )
  })

  it('finds every web address that stands among words', () => {
    fc.assert(
      fc.property(
        fc.webUrl(),
        fc.constantFrom('', 'see ', 'voir\n', 'يرجى '),
        (address, before) => {
          const [link] = findLinks(`${before}${address} now`)
          expect(link?.start).toBe(before.length)
          expect(address.startsWith(link?.text ?? '?')).toBe(true)
        },
      ),
      { numRuns: 1000 },
    )
  })

  it('takes time that grows with the length of a hostile text, not with its square', () => {
    const hostile = [
      'a.'.repeat(50_000),
      'https://'.repeat(12_000),
      `https://a.com/${'!'.repeat(100_000)}a`,
      `https://a.com/${'('.repeat(100_000)}`,
      `https://${'a.aa'.repeat(25_000)}${'漢'.repeat(50_000)}!`,
      'a@a.'.repeat(25_000),
    ]
    for (const text of hostile) {
      expect(cpuTimeOf(() => findLinks(text))).toBeLessThan(5000)
    }
  })
})

describe('onlyLink', () => {
  it.each([
    ['https://example.com/a', 'https://example.com/a'],
    [' \n example.com\t', 'https://example.com'],
    ['www.example.de', 'https://www.example.de'],
  ])('gives the address of %j', (text, href) => {
    expect(onlyLink(text)).toBe(href)
  })

  it.each([
    'see https://example.com',
    'https://a.com https://b.com',
    'a.com,b.com',
    '(a.com)',
    'a.com.',
    'x',
    '',
    ' ',
  ])('gives none for %j', (text) => {
    expect(onlyLink(text)).toBeUndefined()
  })
})

function textWithLinks(): fc.Arbitrary<string> {
  const pieces = fc.oneof(
    fc.constantFrom(
      ' ',
      '.',
      '/',
      ':',
      '@',
      '(',
      ')',
      '_',
      '*',
      '。',
      '，',
      '،',
      '\n',
      'www.',
      'https://',
      'example.com',
      '.co.uk',
      '漢',
      'я',
      'ä',
    ),
    fc.webUrl(),
    fc.string({ unit: 'grapheme', maxLength: 6 }),
  )
  return fc.array(pieces, { maxLength: 20 }).map((parts) => parts.join(''))
}
