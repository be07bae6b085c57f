import { describe, expect, it } from 'vitest'
import { messagesOf } from '../translate.ts'

describe('URL', () => {
  it.each([
    [{ mediaUrl: 'https://a.com' }, 'https://a.com'],
    [{ mediaUrl: '  ', mediaURL: ' https://b.com ' }, 'https://b.com'],
    [{ mediaUrl: null, mediaURL: 'https://b.com' }, 'https://b.com'],
    [{ mediaUrl: 'https://a.com/price list.pdf' }, 'https://a.com/price%20list.pdf'],
    [{ mediaUrl: 'https://a.com/東京' }, 'https://a.com/東京'],
    [{ mediaUrl: 'ask for it' }, 'ask for it'],
  ])('of %j is %s', (fields, text) => {
    expect(messagesOf({ type: 'URL', ...fields })).toEqual([{ text }])
  })

  it('is not written twice where the text holds it encoded', () => {
    const body = {
      type: 'URL',
      mediaUrl: 'https://a.com/a b',
      markdownText: 'See https://a.com/a%20b',
    }
    expect(messagesOf(body)).toEqual([{ text: body.markdownText }])
  })
})
