import { type Node, Parser } from 'commonmark'
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { toPlainText } from '../../src/text/markdown.ts'
import { cpuTimeOf } from './cpu-time.ts'

/** Properties run a thousand times and more; a busy machine may take its time. */
vi.setConfig({ testTimeout: 60_000 })

describe('toPlainText', () => {
  it.each([
    ['**bold** and __bold__', 'bold and bold'],
    ['*italic* and _italic_', 'italic and italic'],
    ['***both*** and **a *b* c**', 'both and a b c'],
    ['~~struck~~ out', 'struck out'],
    ['`code` and ``a ` b`` and ` x `', 'code and a ` b and x'],
    ['`two\nlines`', 'two\nlines'],
    ['*Total for user_: 5* and _thanks_', 'Total for user_: 5 and thanks'],
    ['*Dear Ali_,* _welcome_', 'Dear Ali_, welcome'],
    ['✔️*Done* ❤️*love* 1️⃣*Balance* ✅*Paid*', '✔️Done ❤️love 1️⃣Balance ✅Paid'],
    ['**"quoted"**, (*bracketed*), *Hi*😀', '"quoted", (bracketed), Hi😀'],
    ['**Note:** *two\nlines*', 'Note: two\nlines'],
    ['这是**重点**的 ภาษา**ไทย**ครับ', '这是重点的 ภาษาไทยครับ'],
    ['مرحبا *بكم* هنا', 'مرحبا بكم هنا'],
    [
      '**《书》**是, **100%**할인, ご確認**（重要）**ください',
      '《书》是, 100%할인, ご確認（重要）ください',
    ],
    ['**주문번호**는 *4411*입니다, `코드`는', '주문번호는 4411입니다, 코드는'],
    ['**src/** and **/etc/hosts** and \\*.ts', 'src/ and /etc/hosts and *.ts'],
    [
      '**Заказ**у, **order**s, ~~old~~price, dis**like**, `x`s',
      'Заказу, orders, oldprice, dislike, xs',
    ],
    ['\\*not italic\\* \\_a\\_ \\`b\\` \\[c\\] \\~', '*not italic* _a_ `b` [c] ~'],
    ['# *Title*\n- **a**\n1. _b_\n> ~~c~~\n\n| *d* |', '# Title\n- a\n1. b\n> c\n\n| d |'],
    ['  *indented*\r\n\r\n*b*\r\n', '  indented\r\n\r\nb\r\n'],
  ])('renders %j', (markdown, text) => {
    expect(toPlainText(markdown)).toBe(text)
  })

  it.each([
    ['[our site](https://example.com)', 'our site (https://example.com)'],
    ['[a](https://example.com "with a title")', 'a (https://example.com)'],
    ['[a](<https://example.com/a b>)', 'a (https://example.com/a b)'],
    ['[*a* `b`](https://example.com)', 'a b (https://example.com)'],
    ['[https://example.com](https://example.com)', 'https://example.com'],
    ['[example.com](https://example.com/)', 'https://example.com/'],
    ['[](https://example.com)', 'https://example.com'],
    ['[Anna](mailto:anna@example.com)', 'Anna (mailto:anna@example.com)'],
    ['[anna@example.com](mailto:anna@example.com)', 'anna@example.com'],
    ['<https://example.com/a> <anna@example.com>', 'https://example.com/a anna@example.com'],
    ['![a cat](https://example.com/cat.png)', 'a cat (https://example.com/cat.png)'],
    ['![](https://example.com/cat.png)', 'https://example.com/cat.png'],
    [
      '[![a cat](https://example.com/cat.png)](https://example.com)',
      'a cat (https://example.com/cat.png) (https://example.com)',
    ],
    ['**https://example.com/a**', 'https://example.com/a'],
  ])('writes the link %j out', (markdown, text) => {
    expect(toPlainText(markdown)).toBe(text)
  })

  it.each([
    ['```js\nconst a = b*c*d // *x*\n  **y**\n```', 'const a = b*c*d // *x*\n  **y**'],
    ['*a*\n~~~\n*b*\n~~~\n*c*\n```\n*d*\n```', 'a\n*b*\nc\n*d*'],
    ['````\n```\n````', '```'],
    ['```\n*unclosed*', '```\nunclosed'],
    ['```two words\n*a*\n```', 'two words\n*a*\n'],
    ['```Total:\n5\n```', 'Total:\n5\n'],
    ['```\n\n```', '```\n\n```'],
    ['```\n```', '```\n```'],
  ])('takes the code out of its fences: %j', (markdown, text) => {
    expect(toPlainText(markdown)).toBe(text)
  })

  it.each([
    '5*3*2',
    '5 * 3 * 2',
    '2**3**4 and 10~20~30',
    'snake_case_name and __dunder__method',
    'read f(*args, **kwargs)',
    '<b>bold</b> &amp; &lt; #5 <note:x>',
    '- a\n* b\n+ c\n  1. d\n\n> e\n# f',
    'a  \nb\\\nc\n\n\n\td',
    '- [ ] open\n- [x] done',
    'f[0](x) and [a][b] and [c]',
    '- *a\n- b*',
    '*a\n\nb*',
    '**open and `open and ~~open and [open](',
    '* * *\n***\n___\n---',
    'Name: ____ Date: ____',
    '^_^ haha ^_^ -_- and -_-',
    'price (*) and (*) again',
    'about ~5 or ~6',
    'it`s fine, don`t',
    '` ` and ****',
    '*open ```three``two ~~~three~~two',
    'write to _anna_b@example.com',
    'a**b**c, x**2 + y**2',
    '10개*3개*2개 and 3个*5个*2',
    'f(**kwargs, a**b) and **a b**c',
    'see src/*.ts and test/*.ts, src/**/*.ts, a/** and b/**',
    '**/*.ts and **/*.js',
    'C:\\*.txt and D:\\x\\*.txt',
    'the `90s, don`t',
    'un**believ**able',
    '(a+b)*2*(c+d) and (2+3)*(4+5)*(6) and 10%*5*(2) and [1]*2*[3]',
    '¯\\_(ツ)_/¯ and C:\\_a',
    'see https://example.com/_a_/b*c*?d=**e** and www.example.com/_a_',
    '\\\\server\\share and C:\\temp\\.ssh and \\(x\\)',
    'كتاب_جديد_هنا नमस्ते_दुनिया_है',
    '',
    ' ',
  ])('leaves %j as it is', (text) => {
    expect(toPlainText(text)).toBe(text)
  })

  it('gives a text without marks back as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const plain = text.replace(/[*_~`\\<>[\]]/g, '')
        expect(toPlainText(plain)).toBe(plain)
      }),
      { numRuns: 1000 },
    )
  })

  it('leaves words, numbers and names with marks inside them', () => {
    const mark = fc.constantFrom('*', '_', '**', '__', '~', '~~', '`')
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

  it('loses nothing but marks, and never everything', () => {
    fc.assert(
      fc.property(anyMarkdown(), (markdown) => {
        const text = toPlainText(markdown)
        expect(withoutMarks(text)).toBe(withoutMarks(markdown))
        expect(text.match(/\s/g)?.length ?? 0).toBeLessThanOrEqual(
          markdown.match(/\s/g)?.length ?? 0,
        )
        if (markdown.trim() !== '') expect(text.trim()).not.toBe('')
      }),
      { numRuns: 3000 },
    )
  })

  it('renders what is certainly marked', () => {
    const word = fc.stringMatching(/^[a-zA-Zäéя]{1,8}$/)
    const words = fc.array(word, { minLength: 1, maxLength: 4 }).map((all) => all.join(' '))
    const mark = fc.constantFrom('*', '_', '**', '__', '~~', '`', '***')
    fc.assert(
      fc.property(words, mark, words, words, (before, around, marked, after) => {
        expect(toPlainText(`${before} ${around}${marked}${around} ${after}`)).toBe(
          `${before} ${marked} ${after}`,
        )
      }),
      { numRuns: 1000 },
    )
  })

  it('renders a line however many marks it has', () => {
    expect(toPlainText('*a* '.repeat(3000))).toBe('a '.repeat(3000))
    expect(toPlainText('[a](b.c) '.repeat(3000))).toBe('a (b.c) '.repeat(3000))
  })

  it('reads marks as CommonMark does', () => {
    const pieces = fc.oneof(
      fc.constantFrom('*', '**', '***', '_', '__', '`', '``', '\\*', '[', '](/c)', '<a@b.c>'),
      fc.constantFrom(' a', 'b ', ' c ', '. ', ' (', ') '),
    )
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 24 }), (parts) => {
        const markdown = `x ${parts.join('')} x`
        fc.pre(!isDoubtful(markdown))
        expect(toPlainText(markdown)).toBe(render(new Parser().parse(markdown)))
      }),
      { numRuns: 5000 },
    )
  })

  it('takes time that grows with the length of a hostile text, not with its square', () => {
    const hostile = [
      '*a ',
      '[*a',
      '[a](b',
      '-_',
      '`a ',
      '<a ',
      '![',
      '!',
      '```\n',
      '~~a ',
      '\\*',
      '_',
      '<!--',
      'a.@',
      'http',
      'h',
      '![a](b.c)',
      '**a_b~~c ',
    ]
    for (const piece of hostile) {
      const text = `${piece.repeat(100_000 / piece.length)}*b*`
      expect(cpuTimeOf(() => toPlainText(text))).toBeLessThan(5000)
    }
    const hostileTexts = [
      `[a](${' '.repeat(100_000)}`,
      `${'~'.repeat(100_000)} a b`,
      `\`\`\`${' '.repeat(100_000)}x y`,
      `*x* ${'www.a”'.repeat(20_000)}`,
      `*x* ${'http://a،'.repeat(20_000)}`,
      `*x* ${'www.abé/'.repeat(20_000)}`,
      Array.from({ length: 450 }, (_, index) => '~'.repeat(500 - index)).join('\n') +
        '\n'.repeat(200_000),
      `${'!['.repeat(40_000)}a${'](u.v)'.repeat(40_000)}`,
    ]
    for (const text of hostileTexts) {
      expect(cpuTimeOf(() => toPlainText(text))).toBeLessThan(5000)
    }
    const hostileWords = [
      'a',
      'a.',
      'a-',
      'a@',
      'http',
      'http://',
      'www. ',
      'mailto:',
      '  \n',
      'a**',
    ]
    for (const piece of hostileWords) {
      const text = `*b* ${piece.repeat(300_000 / piece.length)}@x`
      expect(cpuTimeOf(() => toPlainText(text))).toBeLessThan(5000)
    }
    expect(cpuTimeOf(() => toPlainText(`*x* https://a.b/${'!'.repeat(100_000)}`))).toBeLessThan(
      5000,
    )
  })
})

/** What is deliberately read otherwise: marks and code within words, between signs, around nothing that shows. */
function isDoubtful(markdown: string): boolean {
  return /[a-z][*_]+[a-z]|[a-z]`|`[^`]*`+[a-z]|`[\s`]*`|[-^;=.'°•><*]_+[-^;=.'°•><*]|[([{][*_]+[)\]}]|[)\]][*]+[([]/.test(
    markdown,
  )
}

/** What the reference implementation of CommonMark shows. */
function render(node: Node): string {
  const inner = childrenOf(node).map(render).join('')
  if (node.type !== 'link') return node.literal ?? inner
  const { destination } = node
  if (destination === `mailto:${inner}`) return inner
  return inner.trim() === '' ? `${destination}` : `${inner} (${destination})`
}

function childrenOf({ firstChild }: Node): Node[] {
  const children: Node[] = []
  for (let child = firstChild; child !== null; child = child.next) children.push(child)
  return children
}

function withoutMarks(text: string): string {
  return text.replace(/[*_~`\\<>[\]()!\s]/g, '')
}

/** Markdown without links and fences, whose addresses and languages are told apart above. */
function anyMarkdown(): fc.Arbitrary<string> {
  const pieces = fc.oneof(
    fc.constantFrom(
      '*',
      '**',
      '_',
      '__',
      '~~',
      '~',
      '`',
      '``',
      '\\',
      '<',
      '>',
      '[',
      ']',
      '(',
      '!',
      '^',
      '-',
      '.',
    ),
    fc.constantFrom(' ', '\n', '\n\n', '\r\n', '\t', '- ', '1. ', '# ', '> ', '\n> ', '\u00a0'),
    fc.constantFrom(
      'a',
      'word',
      '5',
      '漢字',
      'ไทย',
      'كلمة',
      '😀',
      'e\u0301',
      'https://example.com/a_b',
      '&amp;',
    ),
    fc.string({ unit: 'binary', maxLength: 3 }),
  )
  return fc
    .array(pieces, { maxLength: 30 })
    .map((parts) => parts.join(''))
    .filter((text) => !/^[ \t]*(`{3}|~{3})/m.test(text) && !text.includes(']('))
}
