import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { PayloadError, SignatureError } from '../../src/errors.ts'
import { receiveWebhook, signWebhook, verifySignature } from '../../src/webhook/index.ts'

/** Properties run a thousand times and more; a busy machine may take its time. */
vi.setConfig({ testTimeout: 60_000 })

const secret = '0123456789abcdef0123456789abcdef'
const other = 'fedcba9876543210fedcba9876543210'
const body = '{"object":"page","entry":[{"id":"104857600123456","messaging":[]}]}'

describe('signWebhook', () => {
  it('gives the documented header', () => {
    const hex = createHmac('sha256', secret).update(body).digest('hex')
    expect(signWebhook(body, secret)).toBe(`sha256=${hex}`)
    expect(signWebhook(new TextEncoder().encode(body), secret)).toBe(`sha256=${hex}`)
    expect(signWebhook(body, secret)).toMatch(/^sha256=[0-9a-f]{64}$/)
  })

  it('knows the value that RFC 4231 gives for its second case', () => {
    expect(signWebhook('what do ya want for nothing?', 'Jefe')).toBe(
      'sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    )
  })
})

describe('verifySignature', () => {
  it('takes what arrayBuffer() of a request gives', async () => {
    const text = '{"text":"Grüße 👋🏽"}'
    const raw = await new Request('https://host', { method: 'POST', body: text }).arrayBuffer()
    const header = signWebhook(raw, secret)
    expect(header).toBe(signWebhook(text, secret))
    expect(() => verifySignature(raw, header, secret)).not.toThrow()
    expect(() => verifySignature(raw, header, other)).toThrow(SignatureError)
    expect(receiveWebhook(raw, header, { appSecret: secret })).toEqual({ text: 'Grüße 👋🏽' })
  })

  it.each([
    ['plain text', body],
    ['an empty body', ''],
    ['accents and emoji', '{"text":"Grüße, señor 👋🏽 👨‍👩‍👧‍👦"}'],
    ['Arabic, Thai and Chinese', '{"text":"مرحبا สวัสดี 你好"}'],
    [
      'escapes as Meta writes them',
      '{"url":"https:\\/\\/example.com\\/a","text":"\\u00e4\\u003C\\u0040 \\ud83d\\ude00"}',
    ],
    ['white space around it', `\r\n ${body}\n`],
    ['a byte order mark', `\ufeff${body}`],
  ])('accepts %s over its bytes and over its text', (_name, text) => {
    const bytes = new TextEncoder().encode(text)
    const header = signWebhook(bytes, secret)
    expect(() => verifySignature(bytes, header, secret)).not.toThrow()
    expect(() => verifySignature(text, header, secret)).not.toThrow()
  })

  it('accepts bytes that are no UTF-8', () => {
    const bytes = Uint8Array.from([0x7b, 0xff, 0xfe, 0x7d])
    expect(() => verifySignature(bytes, signWebhook(bytes, secret), secret)).not.toThrow()
    expect(reasonOf(() => verifySignature(bytes, signWebhook('x', secret), secret))).toBe(
      'mismatch',
    )
  })

  it('accepts a signature over the escaped form of a body that is not ASCII', () => {
    const header = signWebhook('{"text":"\\u00e4\\u00f6\\u00e5 \\ud83d\\ude00"}', secret)
    const text = '{"text":"äöå 😀"}'
    expect(() => verifySignature(text, header, secret)).not.toThrow()
    expect(() => verifySignature(new TextEncoder().encode(text), header, secret)).not.toThrow()
    expect(() => verifySignature(text, header, [other, secret])).not.toThrow()
    expect(reasonOf(() => verifySignature('{"text":"äöa 😀"}', header, secret))).toBe('mismatch')
  })

  it.each([
    ['the first', [secret, other]],
    ['the last', [other, secret]],
  ])('accepts a signature with %s of several secrets', (_name, secrets) => {
    expect(() => verifySignature(body, signWebhook(body, secret), secrets)).not.toThrow()
  })

  it.each([null, undefined, ''])('says that the header %j is missing', (header) => {
    expect(reasonOf(() => verifySignature(body, header, secret))).toBe('missing')
  })

  const good = signWebhook(body, secret)
  it.each([
    ['another word', 'hello'],
    ['no digits', 'sha256='],
    ['no algorithm', good.slice(7)],
    ['the old algorithm', `sha1=${good.slice(7, 47)}`],
    ['a digit less', good.slice(0, -1)],
    ['a digit more', `${good}0`],
    ['half of it', good.slice(0, 39)],
    ['upper case', good.toUpperCase()],
    ['upper-case digits', `sha256=${good.slice(7).toUpperCase()}`],
    ['something that is no digit', `${good.slice(0, -1)}g`],
    ['white space', ` ${good}`],
    ['a line break', `${good}\n`],
    ['two of them', `${good},${good}`],
  ])('says that a header with %s is malformed', (_name, header) => {
    expect(reasonOf(() => verifySignature(body, header, secret))).toBe('malformed')
  })

  it.each([
    ['another secret', body, signWebhook(body, other), secret],
    ['other secrets', body, signWebhook(body, 'third'), [secret, other]],
    ['another body', `${body} `, good, secret],
    [
      'a body that was written again',
      JSON.stringify(JSON.parse('{"a":"\\/"}')),
      signWebhook('{"a":"\\/"}', secret),
      secret,
    ],
    ['a wrong last digit', body, `${good.slice(0, -1)}${good.endsWith('0') ? '1' : '0'}`, secret],
    ['a wrong first digit', body, `sha256=${good[7] === '0' ? '1' : '0'}${good.slice(8)}`, secret],
  ])('says that a signature with %s does not match', (_name, text, header, secrets) => {
    expect(reasonOf(() => verifySignature(text, header, secrets))).toBe('mismatch')
  })

  it.each([[''], [[]], [['']], [[secret, '']]])('refuses the secrets %j', (secrets) => {
    expect(() => verifySignature(body, signWebhook(body, ''), secrets)).toThrow(PayloadError)
  })

  it('refuses a secret that is missing at run time', () => {
    // @ts-expect-error: an environment variable that is not set
    expect(() => verifySignature(body, good, [process.env.NOT_SET])).toThrow(
      new PayloadError('options', [{ path: ['appSecret'], message: 'is empty' }]),
    )
  })

  it('accepts any body under its own secret and under no other', () => {
    const bytes = fc.oneof(fc.uint8Array({ maxLength: 200 }), fc.string({ unit: 'binary' }))
    const key = fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' })
    fc.assert(
      fc.property(bytes, key, key, (rawBody, ours, theirs) => {
        const header = signWebhook(rawBody, ours)
        verifySignature(rawBody, header, ours)
        fc.pre(ours !== theirs)
        expect(reasonOf(() => verifySignature(rawBody, header, theirs))).toBe('mismatch')
      }),
      { numRuns: 1000 },
    )
  })

  it('shows neither the secret nor the signature in its error', () => {
    try {
      verifySignature(body, signWebhook(body, other), secret)
      expect.unreachable()
    } catch (error) {
      expect(JSON.stringify(error) + String(error)).not.toMatch(/[0-9a-f]{16}/)
    }
  })
})

describe('receiveWebhook', () => {
  it('verifies and parses in one step, with all digits', () => {
    const text = '{"id":12345678901234567890,"text":"ä"}'
    const bytes = new TextEncoder().encode(text)
    const parsed = { id: '12345678901234567890', text: 'ä' }
    expect(receiveWebhook(bytes, signWebhook(bytes, secret), { appSecret: secret })).toEqual(parsed)
    expect(receiveWebhook(text, signWebhook(text, secret), { appSecret: [other, secret] })).toEqual(
      parsed,
    )
  })

  it('takes a byte order mark for no part of the JSON', () => {
    const text = `\ufeff${body}`
    for (const rawBody of [text, new TextEncoder().encode(text)]) {
      expect(receiveWebhook(rawBody, signWebhook(rawBody, secret), { appSecret: secret })).toEqual(
        JSON.parse(body),
      )
    }
    const twice = `\ufeff${text}`
    for (const rawBody of [twice, new TextEncoder().encode(twice)]) {
      expect(() =>
        receiveWebhook(rawBody, signWebhook(rawBody, secret), { appSecret: secret }),
      ).toThrow(PayloadError)
    }
  })

  it('does not parse what Meta did not sign', () => {
    expect(
      reasonOf(() => receiveWebhook('{', signWebhook('{', other), { appSecret: secret })),
    ).toBe('mismatch')
  })

  it.each([
    ['an empty body', new Uint8Array()],
    ['no JSON', new TextEncoder().encode('entry=1')],
    ['bytes that are no UTF-8', Uint8Array.from([0x22, 0xc3, 0x28, 0x22])],
  ])('refuses %s that is signed', (_name, bytes) => {
    const receive = () => receiveWebhook(bytes, signWebhook(bytes, secret), { appSecret: secret })
    expect(receive).toThrow(PayloadError)
  })
})

function reasonOf(verify: () => unknown): string {
  try {
    verify()
  } catch (error) {
    if (error instanceof SignatureError) return error.reason
    throw error
  }
  return 'none'
}
