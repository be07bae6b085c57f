import { describe, expect, it } from 'vitest'
import { explainText, isLog, positionsIn } from '../../src/explain/index.ts'
import { sampleCimMessage, sampleWebhook } from '../../src/testing/index.ts'

const webhook = JSON.stringify(sampleWebhook('message'), null, 2)

describe('explainText', () => {
  it('keeps the digits of long numbers', () => {
    const text =
      '{"sender":{"id":7312345678901234567},"recipient":{"id":104857600123456},"message":{"mid":"m_1","text":"Hi"}}'
    expect(explainText(text)).toMatchObject({
      events: [
        {
          messages: [
            {
              message: {
                header: { channelData: { channelCustomerIdentifier: '7312345678901234567' } },
              },
            },
          ],
        },
      ],
    })
  })

  it('reads a text with a byte order mark', () => {
    expect(explainText(`\ufeff${webhook}`)).toEqual(explainText(webhook))
  })

  it('names line and column of a problem', () => {
    const text = JSON.stringify({ object: 'instagram', entry: [{}] }, null, 2)
    expect(explainText(text).problems).toMatchObject([{ path: 'object', line: 2, column: 3 }])
  })

  it.each([
    ['half a body', webhook.slice(0, 120), /ends in the middle/, 7],
    ['nothing', ' \n', /nothing here/, undefined],
    ['a binary file', '\u0089PNG\r\n\0\0\0', /not a text/, undefined],
    ['bytes that are no UTF-8', '\ufffd'.repeat(40), /not a text/, undefined],
    ['HTML', '<!doctype html><title>x</title>', /HTML/, 1],
    ['single quotes', "{\n 'object': 'page'}", /other quotes/, 2],
    ['curly quotes', '{\n\n“object”: "page"}', /other quotes/, 3],
    ['a comma too many', '{"entry": [1,\n2,\n]}', /comma/, 3],
    ['a comment', '{\n// the Page\n"object": "page"}', /comment/, 2],
    ['keys without quotes', '{ object: "page" }', /without quotes/, 1],
    ['a comma missing', '{"a": 1\n"b": 2}', /missing/, 2],
    ['dots', '{"entry": [ ... ]}', /left out/, 1],
    ['something else', '{"a": 1} }', /cannot stand here|begin/, 1],
  ])('says of %s what is wrong, where, and what would be right', (_, text, what, line) => {
    const { kind, problems } = explainText(text)
    expect(kind).toBe('unreadable')
    expect(problems).toHaveLength(1)
    expect(problems[0]?.what).toMatch(what)
    expect(problems[0]?.right).toMatch(/\w/)
    expect(problems[0]?.line).toBe(line)
  })

  it('quotes nothing of what it could not read', () => {
    const secret = '{"text": "my card is 4111", oops}'
    expect(JSON.stringify(explainText(secret))).not.toContain('4111')
  })
})

describe('a log of JSON lines', () => {
  const lines = [
    JSON.stringify(sampleWebhook('image')),
    '',
    JSON.stringify(sampleCimMessage('EMAIL')),
    '{"half":',
    JSON.stringify({ level: 30, payload: sampleWebhook('echo') }),
  ]

  it('is explained line by line, with a summary', () => {
    const explanation = explainText(lines.join('\n'))
    expect(explanation).toMatchObject({
      kind: 'several',
      parts: [
        { line: 1, explanation: { kind: 'webhook' } },
        {
          line: 3,
          explanation: { kind: 'cim-message', problems: [{ line: 3, path: 'body.type' }] },
        },
        { line: 4, explanation: { kind: 'unreadable', problems: [{ line: 4 }] } },
        { line: 5, explanation: { kind: 'webhook' } },
      ],
      summary: {
        read: 3,
        unreadable: 1,
        events: { message: 1, echo: 1 },
        messages: { IMAGE: 1 },
        skipped: { echo: 1 },
        bodies: { EMAIL: 1 },
        refused: 1,
      },
    })
  })

  it('is none where its first line is not whole', () => {
    expect(isLog(lines.join('\n'))).toBe(true)
    expect(isLog(webhook)).toBe(false)
    expect(isLog(lines[0] ?? '')).toBe(false)
  })
})

describe('what is no text', () => {
  it.each([undefined, null, 7, new TextEncoder().encode('{}')])(
    'is reported as such: %o',
    (text) => {
      const explanation = Reflect.apply(explainText, undefined, [text])
      expect(explanation).toMatchObject({ kind: 'unreadable', title: 'This is not a text.' })
    },
  )
})

describe('positionsIn', () => {
  it('finds keys and elements', () => {
    const text = '{\n  "a": [1, {"b": true}],\n  "a": [2, {"b": false}]\n}'
    const place = positionsIn(text)
    expect(place('')).toMatchObject({ line: 1, column: 1, from: 0, to: text.length })
    // Of a key that stands twice the last counts.
    expect(place('a[1].b')).toMatchObject({ line: 3, column: 13 })
    expect(text.slice(place('a[1].b')?.from, place('a[1].b')?.to)).toBe('"b": false')
    expect(place('a[7]')).toBeUndefined()
    expect(place('a.b')).toBeUndefined()
  })

  it('finds nothing in what is no JSON', () => {
    expect(positionsIn('{')('')).toBeUndefined()
  })
})
