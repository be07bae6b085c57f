import { describe, expect, it } from 'vitest'
import { sendRequestSchema } from '../../src/messenger/send-request.ts'

const url = 'https://shop.example.com/a.png'

describe('sendRequestSchema', () => {
  it.each([' ', '\u200b', '\u200d\ufe0f', '\u00ad\u2060', '\u0000', '\u3164'])(
    'refuses %j, of which nothing can be seen, wherever a text must stand',
    (text) => {
      const button = { type: 'postback', payload: 'A' }
      expect(takes({ text })).toBe(false)
      expect(takes(template({ template_type: 'button', text, buttons: [titled(button)] }))).toBe(
        false,
      )
      expect(takes(buttons({ ...button, title: text }))).toBe(false)
      expect(takes(generic({ title: text, image_url: url }))).toBe(false)
      const reply = { content_type: 'text', title: text, payload: 'A' }
      expect(takes({ text: 'A', quick_replies: [reply] })).toBe(false)
    },
  )

  it.each(['⬇️', '👨‍👩‍👧', '#️⃣', '🇩🇪', 'ㅎ', '\u0600', '.'])('takes the text %s', (text) => {
    expect(takes({ text })).toBe(true)
  })

  it.each([
    ['+924255550199', true],
    ['0300 5550123', false],
    ['+92 42 5550199', false],
    ['+0123456', false],
  ])('takes a number to dial in the form of E.164: %s %s', (payload, isTaken) => {
    expect(takes(buttons(titled({ type: 'phone_number', payload })))).toBe(isTaken)
  })

  it('links accounts by https alone', () => {
    expect(takes(buttons({ type: 'account_link', url }))).toBe(true)
    expect(takes(buttons({ type: 'account_link', url: 'http://a.example.com' }))).toBe(false)
  })

  it('takes a media template that names its medium', () => {
    const media = (element: object) =>
      template({ template_type: 'media', elements: [{ media_type: 'image', ...element }] })
    expect(takes(media({ attachment_id: '7' }))).toBe(true)
    expect(takes(media({ url: 'https://www.facebook.com/1/photos/2' }))).toBe(true)
    expect(takes(media({}))).toBe(false)
    expect(takes(media({ url: '/photos/2' }))).toBe(false)
  })

  it('takes an element with more than a title, and pictures by their address', () => {
    expect(takes(generic({ title: 'Lamp', subtitle: 'Blue' }))).toBe(true)
    expect(takes(generic({ title: 'Lamp', subtitle: '' }))).toBe(false)
    expect(takes(generic({ title: 'Lamp', image_url: url }))).toBe(true)
    expect(takes(generic({ title: 'Lamp', image_url: '/a.png' }))).toBe(false)
    expect(takes(generic({ title: 'Lamp', image_url: 'https://a b' }))).toBe(false)
  })

  it('takes the tag CUSTOMER_FEEDBACK with its template alone', () => {
    const feedback = template({ template_type: 'customer_feedback', title: 'How was it?' })
    const tagged = { messaging_type: 'MESSAGE_TAG', tag: 'CUSTOMER_FEEDBACK' }
    expect(takes(feedback, tagged)).toBe(true)
    expect(takes({ text: 'How was it?' }, tagged)).toBe(false)
    expect(takes({ text: 'Hello' }, { ...tagged, tag: 'HUMAN_AGENT' })).toBe(true)
  })
})

function takes(message: object, fields: object = {}): boolean {
  const request = { recipient: { id: '7' }, messaging_type: 'RESPONSE', message, ...fields }
  return sendRequestSchema.safeParse(request).success
}

function template(payload: object): object {
  return { attachment: { type: 'template', payload } }
}

function buttons(button: object): object {
  return template({ template_type: 'button', text: 'Choose', buttons: [button] })
}

function generic(element: object): object {
  return template({ template_type: 'generic', elements: [element] })
}

function titled(button: object): object {
  return { title: 'A', ...button }
}
