import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { toPlainText } from '../../src/text/plain-text.ts'
import { cpuTimeOf } from './cpu-time.ts'
import { cases } from './plain-text.cases.ts'

/** Properties run a thousand times and more; a busy machine may take its time. */
vi.setConfig({ testTimeout: 60_000 })

describe.each(Object.entries(cases))('toPlainText for %s', (_who, { becomes, stays }) => {
  it.each(becomes)('renders %j', (written, read) => {
    expect(written).not.toBe(read)
    expect(toPlainText(written)).toBe(read)
  })

  it.each(stays)('leaves %j as it is', (text) => {
    expect(toPlainText(text)).toBe(text)
  })
})

describe('toPlainText', () => {
  it('gives a text without marks back as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const plain = text.replace(/[*_~`\\<[!#]/g, '')
        expect(toPlainText(plain)).toBe(plain)
      }),
      { numRuns: 1000 },
    )
  })

  it('leaves words, numbers and names with marks inside them', () => {
    const mark = fc.constantFrom('*', '_', '**', '__', '~', '~~', '`', '!', '***')
    const word = fc.stringMatching(/^[a-zA-Z0-9äéя]{1,5}$/)
    const joined = fc
      .array(
        fc.tuple(word, mark, word, mark, word).map((parts) => parts.join('')),
        { minLength: 1, maxLength: 6 },
      )
      .map((words) => words.join(' '))
    fc.assert(
      fc.property(joined, (text) => {
        expect(toPlainText(text)).toBe(text)
      }),
      { numRuns: 1000 },
    )
  })

  it('leaves masked numbers, dial codes and sums of any shape', () => {
    const sign = fc.constantFrom(
      '*',
      '**',
      '***',
      '****',
      '#',
      '-',
      '+',
      '/',
      '_',
      '~',
      '=',
      '@',
      '.',
    )
    const digits = fc.stringMatching(/^\d{0,4}$/)
    const piece = fc.tuple(digits, sign, digits).map((parts) => parts.join(''))
    const word = fc.array(piece, { minLength: 1, maxLength: 5 }).map((parts) => parts.join(''))
    fc.assert(
      fc.property(word, (masked) => {
        const text = `Code ${masked} sent`
        const isDouble = /^(\*\*|__)[\d.@+#=~/*_-]*\d[\d.@+#=~/*_-]*\1\.*$/.test(masked)
        if (!isDouble) expect(toPlainText(text)).toBe(text)
      }),
      { numRuns: 3000 },
    )
  })

  it('takes out nothing but marks, of pairs two and two, and never adds anything', () => {
    fc.assert(
      fc.property(anyText(), (written) => {
        const read = toPlainText(written)
        expect(isSubsequence(read, written)).toBe(true)
        expect(read.replace(/[*_~`!\\#\s]/g, '')).toBe(written.replace(/[*_~`!\\#\s]/g, ''))
        for (const mark of '*_~!') {
          expect((countOf(mark, written) - countOf(mark, read)) % 2).toBe(0)
        }
        if (/[^\s#\\]/.test(written)) expect(read.trim()).not.toBe('')
      }),
      { numRuns: 5000 },
    )
  })

  it('has nothing more to take out of what it rendered, without code, escapes, headings and links', () => {
    fc.assert(
      fc.property(anyText(), (text) => {
        const read = toPlainText(text.replace(/[`\\#]/g, ''))
        expect(toPlainText(read)).toBe(read)
      }),
      { numRuns: 3000 },
    )
  })

  it('renders what is certainly marked', () => {
    const word = fc.stringMatching(/^[a-zA-Zäéя]{2,8}$/)
    const words = fc.array(word, { minLength: 1, maxLength: 4 }).map((all) => all.join(' '))
    const mark = fc.constantFrom('*', '_', '**', '~', '~~', '`', '***', '!')
    const stop = fc.constantFrom('', ':', '.', '!', '?', '…', ' 5 €', ')')
    fc.assert(
      fc.property(words, mark, words, stop, words, (before, around, marked, end, after) => {
        fc.pre(around !== '!' || end !== '!')
        expect(toPlainText(`${before} ${around}${marked}${end}${around} ${after}`)).toBe(
          `${before} ${marked}${end} ${after}`,
        )
      }),
      { numRuns: 1000 },
    )
  })

  it('never alters an address', () => {
    const piece = fc.constantFrom(
      '_',
      '*',
      '~',
      '**',
      '__',
      '!',
      'a',
      'b-c',
      '/',
      '?d=',
      '(e)',
      '%20',
    )
    const address = fc
      .array(piece, { minLength: 1, maxLength: 8 })
      .map((pieces) => `https://shop.example.com/${pieces.join('')}x`)
    fc.assert(
      fc.property(address, (url) => {
        expect(toPlainText(`See ${url} and ${url}, *please*`)).toBe(`See ${url} and ${url}, please`)
        expect(toPlainText(`**${url}** [_a_](${url})`)).toBe(`${url} a (${url})`)
      }),
      { numRuns: 1000 },
    )
  })

  it('shows code as it is', () => {
    const line = fc.stringMatching(/^[a-z*_~!#\\[\]()<> ]{0,20}$/)
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 5 }), (lines) => {
        const code = lines.join('\n')
        fc.pre(code.trim() !== '')
        expect(toPlainText(`*a*\n\`\`\`ts\n${code}\n\`\`\`\n*b*`)).toBe(`a\n${code}\nb`)
        expect(toPlainText(`Run \`x${lines[0]}x\` now`)).toBe(`Run x${lines[0]}x now`)
      }),
      { numRuns: 1000 },
    )
  })

  it('renders a line however many marks it has', () => {
    expect(toPlainText('*a* '.repeat(3000))).toBe('a '.repeat(3000))
    expect(toPlainText('[a](b.cc) '.repeat(3000))).toBe('a (b.cc) '.repeat(3000))
  })

  it('takes time that grows with the length of a hostile text, not with its square', () => {
    for (const text of hostileTexts()) {
      expect(cpuTimeOf(() => toPlainText(text))).toBeLessThan(5000)
    }
  })
})

/** Texts of about 100 000 characters that look for long for what never comes. */
function hostileTexts(): string[] {
  const pieces = [
    ...['*', '_', '~', '!', '`', '[', ']', '(', '\\', '<', '#', '"', '漢'],
    ...[
      '*a ',
      '_a ',
      '!a ',
      '`a ',
      '``a ',
      '``a `b ',
      '~~a ',
      '[*a',
      '[a](b',
      '![',
      '[a] ',
      '[[a]',
      '[a](',
    ],
    ...[
      '\\*',
      '\\*a ',
      '\\[',
      '\\\\',
      '*_',
      '*a_ ',
      'a* ',
      '*a* ',
      '**a_b~~c ',
      '*(a ',
      'a)* ',
      '("',
      '*"',
      '`*',
    ],
    ...[
      '-_',
      '<a ',
      '<http',
      'http',
      'http://',
      'www.',
      'www. ',
      'www.a”',
      'http://a،',
      'www.abé/',
      'http://a!*',
    ],
    ...[
      '```\n',
      '~~~ a\n',
      '\\\n',
      '## ',
      '## a\n',
      '- ',
      '1. ',
      '\\- ',
      'C:\\a\\\n',
      '![a](b.c)',
      'a*b',
      ' * ',
      '/*.',
    ],
  ]
  const [length, half] = [100_000, 50_000]
  return [
    ...pieces.map((piece) => `${piece.repeat(length / piece.length)}*b*`),
    ...['a', 'a.', 'a*', '(', '!', '.', '"'].map(
      (piece) => `*b ${piece.repeat(length / piece.length)} c`,
    ),
    `[a](${' '.repeat(length)}`,
    `${'~'.repeat(length)} a b`,
    `\`\`\`${' '.repeat(length)}x y`,
    `${'!['.repeat(half / 2)}a${'](u.vw)'.repeat(half / 4)}`,
    `${'*a '.repeat(half / 3)}${'b* '.repeat(half / 3)}`,
    `${'[ '.repeat(half / 2)}${'[a] '.repeat(half / 4)}`,
    `*x* https://a.b/${'!'.repeat(length)}x`,
    `[x](https://a.b/${'('.repeat(length)}`,
    Array.from({ length: 450 }, (_, index) => '~'.repeat(500 - index)).join('\n') +
      '\n'.repeat(length),
  ]
}

function isSubsequence(part: string, whole: string): boolean {
  let at = 0
  for (let index = 0; index < whole.length && at < part.length; index += 1) {
    if (whole[index] === part[at]) at += 1
  }
  return at === part.length
}

function countOf(mark: string, text: string): number {
  return text.split(mark).length - 1
}

/** Texts without links and fences, of which more is taken out. */
function anyText(): fc.Arbitrary<string> {
  const pieces = fc.oneof(
    fc.constantFrom(
      '*',
      '**',
      '_',
      '__',
      '~~',
      '~',
      '!',
      '`',
      '``',
      '\\',
      '#',
      '##',
      '[',
      ']',
      '(',
      ')',
    ),
    fc.constantFrom(
      ' ',
      '\n',
      '\r\n',
      '\t',
      '- ',
      '1. ',
      '> ',
      '\u00a0',
      '. ',
      ': ',
      '"',
      '^',
      '-',
      '/',
      '.',
    ),
    fc.constantFrom(
      'a',
      'word',
      '5',
      '漢字',
      'ไทย',
      'كلمة',
      '한국',
      '😀',
      'e\u0301',
      '€',
      '。',
      '\u200f',
    ),
    fc.constantFrom('https://example.com/a_b', 'C:\\', '\\_a', 'a_b', '*.ts'),
    fc.string({ unit: 'binary', maxLength: 3 }),
  )
  return fc
    .array(pieces, { maxLength: 30 })
    .map((parts) => parts.join(''))
    .filter((text) => !/^[ \t]*(`{3}|~{3})/m.test(text) && !text.includes(']('))
}
