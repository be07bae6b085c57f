import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { limits } from '../../src/messenger/limits.ts'
import { findLinks } from '../../src/text/links.ts'
import { splitText } from '../../src/text/split.ts'
import { cpuTimeOf } from './cpu-time.ts'

/** Properties run a thousand times and more; a busy machine may take its time. */
vi.setConfig({ testTimeout: 60_000 })

const max = limits.text.max
const family = '👨‍👩‍👧‍👦'

describe('splitText', () => {
  it('cuts at a full stop also where the next sentence begins in lower case', () => {
    const parts = splitText('it is here. it works (it does!) and '.repeat(3).trim(), 40)
    expect(parts[0]).toBe('it is here. it works (it does!)')
    expect(
      splitText('lorem ipsum. '.repeat(400), 2000).every((part) => part.trimEnd().endsWith('.')),
    ).toBe(true)
    expect(splitText('take 1. e.g. this and that word', 20)[0]).toBe('take 1. e.g. this')
  })

  it.each([
    ['Please bring it to Dr. Malik tomorrow', 24, 'Please bring it to'],
    ['Das schreibt Ihnen Frau Prof. Weber', 30, 'Das schreibt Ihnen Frau'],
    ['Wir schicken Ihnen z. B. eine Rechnung', 24, 'Wir schicken Ihnen'],
    ['Sie bekommen es am 3. Mai oder später', 22, 'Sie bekommen es am'],
    ['Nous livrons chez Mme. Petit demain', 23, 'Nous livrons chez'],
    ['Pregunte por la Sra. Ruiz en recepción', 21, 'Pregunte por la'],
    ['Please call us at +49 170 123 45 67 today', 27, 'Please call us at'],
    ['Das kostet zusammen 1 250 000,00 Euro', 27, 'Das kostet zusammen'],
    ['Das kostet zusammen rund 39,90 € im Monat', 31, 'Das kostet zusammen rund'],
    ['Yours today for $ 49 instead of more', 18, 'Yours today for'],
    ['Now with a discount of 50 % on lamps', 26, 'Now with a discount of'],
    ['Listen to J. R. Smith, he is very good', 15, 'Listen to'],
    ['Ask for Max. Weight matters most', 14, 'Ask for Max.'],
    ['Bitte mit Max. 5 Kilo rechnen', 15, 'Bitte mit'],
    ['Go to room No. 12 on the left', 15, 'Go to room'],
    ['اتصل بنا على 0300 555 01 23 من فضلك', 24, 'اتصل بنا على'],
    ['ہمیں 042 111 222 333 پر کال کریں', 14, 'ہمیں'],
    ['Мы ждём вас по адресу: кв. Полюс', 27, 'Мы ждём вас по адресу:'],
    ['Üç gün içinde Atatürk Cad. No. 5 adresine', 28, 'Üç gün içinde Atatürk'],
    ['We have got it: order no. 4411 of today', 33, 'We have got it: order no. 4411 of'],
  ])('keeps together what is read as one: %j', (text, max, first) => {
    expect(splitText(text, max)[0]).toBe(first)
  })

  it.each([
    ['This is sentence 12. This is sentence 13.', 30, 'This is sentence 12.'],
    ['It came in 2024. Then it left again', 20, 'It came in 2024.'],
    ['Ask Malik. He knows all about it', 16, 'Ask Malik.'],
    ['Please ask Max. He knows it all', 24, 'Please ask Max.'],
    ['We do film, music, art. You will like it', 30, 'We do film, music, art.'],
    ['Kissen, Decken usw. Alles ist auf Lager', 28, 'Kissen, Decken usw.'],
    ['We call you at 5 pm. Then we see', 28, 'We call you at 5 pm.'],
    ['Das wiegt etwa 12 kg. Wir liefern es', 30, 'Das wiegt etwa 12 kg.'],
    ['وصل طلبك اليوم. هل تريد شيئا آخر؟ نعم', 20, 'وصل طلبك اليوم.'],
    ['آپ کا آرڈر مل گیا۔ شکریہ، ہم رابطہ کریں گے', 30, 'آپ کا آرڈر مل گیا۔'],
    ['您的订单已发货。预计三天内送达，请保持电话畅通', 16, '您的订单已发货。'],
    ['ส่งของแล้วครับ! ขอบคุณที่สั่งซื้อกับเรา', 24, 'ส่งของแล้วครับ!'],
  ])(
    'cuts behind a sentence, also one that ends in a number, a name or an abbreviation: %j',
    (text, max, first) => {
      expect(splitText(text, max)[0]).toBe(first)
    },
  )

  it.each([
    ['Arriva domani. Porta tavoli, sedie, ecc. che trovi qui', 42, 'Arriva domani.'],
    ['Il est là. On arrive le 3 janv. 2027 ou plus tard', 34, 'Il est là.'],
    ['Bel ons even! Vraag naar mevr. de Vries of naar Jan', 34, 'Bel ons even!'],
    ['¿Ya está? Llega aprox. a las 5 de la tarde', 26, '¿Ya está?'],
  ])(
    'cuts at a sure end of a sentence before a full stop that may be none: %j',
    (text, max, first) => {
      expect(splitText(text, max)[0]).toBe(first)
    },
  )

  it('cuts a number or behind an abbreviation where there is no better place', () => {
    expect(splitText('1 250 000 000 000', 10)[0]).toBe('1 250 000')
    expect(splitText('z. B. z. B. z. B.', 9)[0]).toBe('z. B. z.')
  })

  it('gives back a text that fits as it is', () => {
    const text = ` ${'a'.repeat(max - 2)}\n`
    expect(splitText(text, max)).toEqual([text])
  })

  it('cuts at the end of a paragraph before all else', () => {
    const [first, second] = [
      'One. Two.\nThree. '.repeat(90).trim(),
      'Four. Five.\nSix. '.repeat(60).trim(),
    ]
    expect(splitText(`${first}\n\n${second}`, max)).toEqual([first, second])
  })

  it.each(['\n\n', '\n', '. '])(
    'cuts at a short beginning where the rest is one part: %j',
    (end) => {
      const [first, second] = ['word '.repeat(80).trim(), `New ${'line '.repeat(380).trim()}`]
      expect(splitText(`${first}${end}${second}`, max)).toEqual([`${first}${end}`.trim(), second])
    },
  )

  it('takes lines of white space and carriage returns for the end of a paragraph', () => {
    const [first, second] = ['a b. '.repeat(300).trim(), 'c d. '.repeat(300).trim()]
    expect(splitText(`${first} \r\n \t\r\n${second}`, max)).toEqual([first, second])
    expect(splitText(`${first}\u2029${second}`, max)).toEqual([first, second])
  })

  it('cuts at the end of a line where there is no paragraph, and keeps the indentation of the next', () => {
    const [first, second] = ['a b. '.repeat(300).trim(), `  - ${'c d. '.repeat(300).trim()}`]
    expect(splitText(`${first}\n${second}`, max)).toEqual([first, second])
  })

  it('cuts at the end of a sentence where there is no line', () => {
    const [first, second] = [`${'word '.repeat(300)}end.`, `Next ${'word '.repeat(200)}end!`]
    expect(splitText(`${first} ${second}`, max)).toEqual([first, second])
  })

  it('cuts at the end of a word where there is no sentence', () => {
    const parts = splitText('abcdefg '.repeat(500), max)
    expect(parts.map((part) => part.trim().length)).toEqual([1999, 1999])
  })

  it('does not make a part of a first line that is short', () => {
    const [first = ''] = splitText(`Hello,\n\n${'word '.repeat(600)}`, max)
    expect(first.length).toBeGreaterThan(max / 2)
  })

  it('cuts Chinese and Japanese at the end of a sentence, else of a word', () => {
    const sentence = '这是一个没有空格的句子。'
    for (const part of splitText(sentence.repeat(400), max).slice(0, -1)) {
      expect(part.endsWith('。')).toBe(true)
      expect(part.length).toBeGreaterThan(max - sentence.length)
    }
    for (const part of splitText('東京都'.repeat(2000), max).slice(0, -1)) {
      expect(part).toMatch(/^(東京|都)/)
    }
  })

  it('cuts Thai between words', () => {
    const words = new Set(['ภาษา', 'ไทย', 'สวัสดี'])
    const parts = splitText('สวัสดีภาษาไทย'.repeat(400), max)
    const segmenter = new Intl.Segmenter('en', { granularity: 'word' })
    for (const part of parts) {
      expect(part.length).toBeLessThanOrEqual(max)
      for (const { segment } of segmenter.segment(part)) expect(words).toContain(segment)
    }
  })

  it('cuts Arabic at the end of a sentence, else of a word', () => {
    const [first, second] = [`${'مرحبا '.repeat(200)}بكم؟`, `${'شكرا '.repeat(200)}لكم.`]
    expect(splitText(`${first} ${second}`, max)).toEqual([first, second])
    for (const part of splitText('مرحبا'.concat(' شكرا').repeat(600), max).slice(0, -1)) {
      expect(part).toMatch(/^(مرحبا|شكرا).*(مرحبا|شكرا)/)
    }
  })

  it('never cuts an emoji family', () => {
    for (const part of splitText(family.repeat(500), max)) {
      expect(part).toBe(family.repeat(part.length / family.length))
    }
  })

  it('never parts a letter from its combining marks', () => {
    for (const part of splitText('e\u0301\u0323'.repeat(2000), max)) {
      expect(part.replaceAll('e\u0301\u0323', '')).toBe('')
    }
  })

  it('keeps white space that carries a combining mark', () => {
    const text = `${'a'.repeat(8)}  \u0301${'b'.repeat(8)}`
    expect(splitText(text, 10)).toEqual(['a'.repeat(8), ` \u0301${'b'.repeat(8)}`])
    expect(splitText(`${' '.repeat(30)}\u0301ab`, 10)).toEqual([' \u0301ab'])
  })

  it.each(['\u0301', '\u{1f3fb}', '\u200d', '\uff9e', '\u0903'])(
    'cuts before white space that carries %j',
    (mark) => {
      const carrier = ` ${mark}`
      expect(splitText(`Hello.${carrier}bbbb cc`, 12)).toEqual(['Hello.', `${carrier}bbbb cc`])
      expect(splitText(`aaaa${carrier}bbbb`, 7)).toEqual(['aaaa', `${carrier}bbbb`])
      expect(splitText(`aaaa\u00a0${mark}bbbb`, 7)).not.toContain('aaaa')
    },
  )

  it('keeps a word whole that fits into a part without the white space before it', () => {
    expect(splitText(`${' '.repeat(6)}abcdefgh`, 10)).toEqual(['abcdefgh'])
    expect(splitText(`first\n  ${'b'.repeat(9)} c`, 10)).toEqual(['first', 'b'.repeat(9), 'c'])
    expect(splitText(`${' '.repeat(3)}${'a'.repeat(12)}`, 10)).toEqual(['a'.repeat(10), 'aa'])
  })

  it('cuts a word that is longer than a part into full parts', () => {
    expect(splitText('a'.repeat(9000), max).map(({ length }) => length)).toEqual([
      2000, 2000, 2000, 2000, 1000,
    ])
  })

  it('keeps whole a word that fits into a part, also where the part before becomes short', () => {
    const word = 'a'.repeat(1995)
    expect(splitText(`Hello there ${word} ${word}`, max)).toEqual([`Hello there`, word, word])
  })

  it('never cuts a link that fits into a part', () => {
    const link = `https://example.com/${'a-b/c.d?e=f&'.repeat(150)}end`
    expect(splitText(`${'word '.repeat(50)}${link} and on`, max)).toEqual([
      'word '.repeat(50).trim(),
      `${link} and on`,
    ])
  })

  it('cuts a link of 3000 characters, and only that', () => {
    const link = `https://example.com/${'a'.repeat(2980)}`
    const parts = splitText(`see ${link} now`, max)
    expect(parts.join('')).toBe(`see ${link} now`)
    expect(parts.map(({ length }) => length)).toEqual([2000, 1008])
  })

  it('moves a link whole behind brackets that hold on to it', () => {
    const link = `https://example.com/${'a'.repeat(60)}`
    expect(splitText(`${'('.repeat(30)}${link}`, 90)).toEqual(['('.repeat(30), link])
  })

  it('leaves punctuation with its word', () => {
    const [first, second] = splitText(`${'ab'.repeat(4)}-${'cd'.repeat(4)}(${'ef'.repeat(4)})`, 18)
    expect([first, second]).toEqual([`${'ab'.repeat(4)}-${'cd'.repeat(4)}`, `(${'ef'.repeat(4)})`])
  })

  it('does not cut at a no-break space while there is another', () => {
    expect(splitText('it costs about 100\u00a0000\u00a0km and more', 20)).toEqual([
      'it costs about',
      '100\u00a0000\u00a0km and more',
    ])
  })

  it('cuts a grapheme that is longer than a part between code points', () => {
    expect(splitText(`a${'\u0301'.repeat(30)}`, 10).map(({ length }) => length)).toEqual([
      10, 10, 10, 1,
    ])
    for (const part of splitText(family, 4))
      expect(part).not.toMatch(/[\ud800-\udbff]$|^[\udc00-\udfff]/)
  })

  it('cuts a sign from its flag rather than through the flags behind it', () => {
    expect(splitText('\u0600🇩🇪🇩🇪', 4)).toEqual(['\u0600', '🇩🇪', '🇩🇪'])
    expect(splitText('\u0600🇩🇪🇩🇪', 2)).toEqual(['\u0600', '🇩', '🇪', '🇩', '🇪'])
  })

  it('cuts a surrogate pair only where one unit is all there is room for', () => {
    expect(splitText('😀', 1)).toEqual(['\ud83d', '\ude00'])
  })

  it.each(['', ' ', ' \n\t '.repeat(1000)])('gives no part for a blank text', (text) => {
    expect(splitText(text, max)).toEqual([])
  })

  it('gives no blank part for any amount of white space', () => {
    expect(
      splitText(`${' '.repeat(5000)}a${'\n'.repeat(5000)}b${'\u00a0'.repeat(5000)}`, max),
    ).toEqual(['a', `b${'\u00a0'.repeat(max - 1)}`])
  })

  it.each([0, -1, 1.5, Number.NaN])('refuses %s as a length', (length) => {
    expect(() => splitText('text', length)).toThrow(RangeError)
  })

  it('loses nothing visible, cuts nothing whole, keeps every part within the length', () => {
    fc.assert(
      fc.property(anyText(), fc.integer({ min: 1, max: 60 }), (text, length) => {
        const parts = splitText(text, length)
        expect(parts.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''))
        for (const part of parts) {
          expect(part.length).toBeLessThanOrEqual(length)
          expect(part.trim()).not.toBe('')
        }
        expectNothingCut(text, parts, length)
      }),
      { numRuns: 3000 },
    )
  })

  it('splits the same way twice, and what it gave not again', () => {
    fc.assert(
      fc.property(anyText(), fc.integer({ min: 1, max: 60 }), (text, length) => {
        const parts = splitText(text, length)
        expect(splitText(text, length)).toEqual(parts)
        expect(parts.flatMap((part) => splitText(part, length))).toEqual(parts)
      }),
      { numRuns: 1000 },
    )
  })

  it('takes time that grows with the length of a hostile text, not with its square', () => {
    const hostile = [
      '\n',
      ' ',
      ' x',
      '(',
      'a\u00a0',
      family,
      'a\u0301',
      '漢',
      'ไทย',
      'a.com ',
      '. ',
      '" ',
    ]
    for (const piece of hostile) {
      const text = `${piece.repeat(100_000 / piece.length)}x`
      expect(cpuTimeOf(() => splitText(text, max))).toBeLessThan(5000)
    }
  })
})

/** Every cut lies outside of links, graphemes and surrogate pairs that would have fitted into a part. */
function expectNothingCut(text: string, parts: readonly string[], length: number) {
  const cuts = cutsOf(text, parts)
  const cut = wholesOf(text)
    .filter(({ start, end }) => end - start <= length)
    .filter(({ start, end }) => cuts.some((offset) => start < offset && offset < end))
  expect(cut).toEqual([])
  for (const offset of length > 1 ? cuts : []) {
    expect(text.slice(offset - 1, offset + 1)).not.toMatch(/^[\ud800-\udbff][\udc00-\udfff]$/)
  }
}

/** Where parts end and begin in the text, by counting what is visible. */
function cutsOf(text: string, parts: readonly string[]): number[] {
  const visible = Array.from(text.matchAll(/\S/g), ({ index }) => index)
  let count = 0
  return parts.slice(0, -1).flatMap((part) => {
    count += part.replace(/\s/g, '').length
    const trailing = part.length - part.trimEnd().length
    return [(visible[count - 1] ?? 0) + 1 + trailing]
  })
}

/** Links and graphemes; those that overlap as one. */
function wholesOf(text: string): { start: number; end: number }[] {
  const graphemes = Array.from(segmenter.segment(text), ({ index, segment }) => ({
    start: index,
    end: index + segment.length,
  }))
  const merged: { start: number; end: number }[] = []
  for (const { start, end } of [...findLinks(text), ...graphemes].sort(
    (a, b) => a.start - b.start,
  )) {
    const last = merged.at(-1)
    if (last !== undefined && start < last.end) last.end = Math.max(last.end, end)
    else merged.push({ start, end })
  }
  return merged
}

const segmenter = new Intl.Segmenter('en')

function anyText(): fc.Arbitrary<string> {
  const pieces = fc.oneof(
    fc.constantFrom(
      ' ',
      '  ',
      '\n',
      '\n\n',
      '\r\n',
      '\u00a0',
      '\u2029',
      '. ',
      ', ',
      '。',
      '-',
      '(',
      ')',
    ),
    fc.constantFrom(
      'word',
      'Sentence',
      'don’t',
      '100',
      'สวัสดี',
      'مرحبا',
      '東京都',
      'नमस्ते',
      '한국어',
    ),
    fc.constantFrom(
      family,
      '🇩🇪',
      '😀',
      'e\u0301',
      '\u0301',
      '\u200d',
      '\u200b',
      '\u0600',
      '\ud83d',
      'a'.repeat(70),
    ),
    fc.constantFrom(
      'https://example.com/a',
      'www.example.com',
      'a.com',
      'https://example.com/a-b/c?d=e.f',
    ),
    fc.string({ unit: 'binary', maxLength: 5 }),
  )
  return fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join(''))
}
