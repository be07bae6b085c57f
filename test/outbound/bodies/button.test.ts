import { describe, expect, it } from 'vitest'
import { LimitError } from '../../../src/errors.ts'
import { limits } from '../../../src/messenger/limits.ts'
import { kindsOf, messagesOf } from '../translate.ts'

describe('a button', () => {
  it.each(['web_url', 'WEB_URL', 'Web Url', 'URL', 'link'])(
    'of type %s opens its address',
    (type) => {
      expect(buttonsFor({ title: 'Go', type, payload: 'https://a.example.com' })).toEqual([
        { type: 'web_url', url: 'https://a.example.com', title: 'Go' },
      ])
    },
  )

  it.each([
    [{ payload: 'www.example.com' }, 'https://www.example.com'],
    [{ payload: 'HTTPS://Example.com/A' }, 'https://example.com/A'],
    [
      { payload: 'OPEN', additionalButtonDetails: { url: 'https://b.example.com' } },
      'https://b.example.com',
    ],
    [{ payload: null, url: 'https://c.example.com' }, 'https://c.example.com'],
  ])('finds its address in %j', (fields, url) => {
    expect(buttonsFor({ title: 'Go', type: 'web_url', ...fields })).toMatchObject([{ url }])
  })

  it.each(['+924255550199', '0092 42 5550199', 'tel:+92-42-555-0199', '+92 (42) 555.0199'])(
    'dials %s',
    (payload) => {
      expect(buttonsFor({ title: 'Call', type: 'phone_number', payload })).toMatchObject([
        { type: 'phone_number', title: 'Call' },
      ])
    },
  )

  it.each([
    ['+44 (0)20 7946 0958', '+442079460958'],
    ['0049 (0) 30 / 123456', undefined],
    ['\u202a+49 30\u2011555\u2013017\u202c', '+4930555017'],
  ])('dials no digit too many of %j', (payload, number) => {
    const written = { text: `Choose\n\nCall: ${payload}` }
    const buttons = [{ type: 'phone_number', title: 'Call', payload: number }]
    expect(messagesOf(template([{ title: 'Call', type: 'phone_number', payload }]))).toMatchObject([
      number === undefined ? written : { attachment: { payload: { buttons } } },
    ])
  })

  it.each(['0300 5550123', '12', 'call me', '+0123456'])(
    'is written where it cannot dial %s',
    (payload) => {
      const body = template([{ title: 'Call', type: 'phone_number', payload }])
      expect(messagesOf(body)).toEqual([{ text: `Choose\n\nCall: ${payload}` }])
      expect(kindsOf(body)).toEqual(['buttons-dropped'])
    },
  )

  it.each(['String', 'postback', null, undefined, '', 'quick_reply'])(
    'of type %s posts',
    (type) => {
      expect(buttonsFor({ title: 'Yes', type, payload: 'YES' })).toEqual([
        { type: 'postback', title: 'Yes', payload: 'YES' },
      ])
    },
  )

  it('posts its title where it has no payload, and shows its payload where it has no title', () => {
    expect(buttonsFor({ title: 'Yes' })).toMatchObject([{ title: 'Yes', payload: 'Yes' }])
    expect(buttonsFor({ payload: 7 })).toMatchObject([{ title: '7', payload: '7' }])
  })

  it('posts its payload with the white space around it, unless that is all', () => {
    const payload = '/buy{"id": 1}\n'
    expect(buttonsFor({ title: 'Buy', payload })).toMatchObject([{ title: 'Buy', payload }])
    expect(buttonsFor({ payload })).toMatchObject([{ title: payload.trim(), payload }])
    expect(buttonsFor({ title: 'Buy', payload: ' \n' })).toMatchObject([{ payload: 'Buy' }])
  })

  it('is refused with a payload that would have to be cut', () => {
    const { max } = limits.buttonPayload
    const post = (length: number) =>
      messagesOf(template([{ title: 'A', payload: 'x'.repeat(length) }]))
    expect(() => post(max)).not.toThrow()
    expect(() => post(max + 1)).toThrow(LimitError)
    expect(() => post(max + 1)).toThrow('body.buttons[0].payload')
  })

  it('keeps a title that just fits, and is listed whole where it does not', () => {
    const { max } = limits.buttonTitle
    expect(kindsOf(template([{ title: 'x'.repeat(max) }]))).toEqual([])
    const body = template([{ title: 'x'.repeat(max + 1) }])
    expect(kindsOf(body)).toEqual(['title-clipped', 'options-listed'])
    expect(JSON.stringify(messagesOf(body))).toContain(`1. ${'x'.repeat(max + 1)}`)
  })
})

describe('BUTTON', () => {
  it.each([
    [limits.buttons.max, []],
    [limits.buttons.max + 1, ['buttons-as-quick-replies']],
    [limits.quickReplies.max, ['buttons-as-quick-replies']],
    [limits.quickReplies.max + 1, ['options-listed', 'buttons-as-quick-replies']],
  ])('of %i buttons is adjusted by %j', (count, kinds) => {
    expect(kindsOf(template(many(count)))).toEqual(kinds)
  })

  it.each([
    'QUICK_REPLIES',
    'Quick_Replies',
    'quick_reply',
    'QuickReplies',
    'Quick Replies',
    'quick-replies',
  ])('has quick replies as %s', (buttonMessageType) => {
    const body = { ...template(many(1)), buttonMessageType }
    expect(messagesOf(body)).toMatchObject([{ text: 'Choose', quick_replies: [{ title: 'T1' }] }])
    expect(kindsOf(body)).toEqual([])
  })

  it.each(['BUTTON', 'Button', null, undefined, ''])('has buttons as %s', (buttonMessageType) => {
    expect(messagesOf({ ...template(many(1)), buttonMessageType })).toMatchObject([
      { attachment: { payload: { template_type: 'button', text: 'Choose' } } },
    ])
  })

  it('of four links, which are written, reports no quick replies', () => {
    const links = many(4).map((button) => ({
      ...button,
      type: 'web_url',
      payload: 'https://shop.example.com',
    }))
    expect(kindsOf(template(links))).toEqual(['buttons-dropped'])
    expect(kindsOf(template([...links, ...many(1)]))).toEqual([
      'buttons-dropped',
      'buttons-as-quick-replies',
    ])
  })

  it('reports buttons that offer nothing, and passes over those that are null', () => {
    expect(kindsOf(template([{ title: 'A' }, { title: ' ' }]))).toEqual(['buttons-dropped'])
    expect(kindsOf(template([{ title: ' ' }]))).toEqual(['buttons-dropped'])
    const body = { ...template([]), buttons: [null, { title: 'A' }, null] }
    expect(messagesOf(body)).toEqual(messagesOf(template([{ title: 'A' }])))
    expect(kindsOf(body)).toEqual([])
  })

  it('hangs quick replies on the last message of a long text', () => {
    const markdownText = 'word '.repeat(500)
    const sent = messagesOf({ ...template(many(4)), markdownText })
    expect(sent).toHaveLength(2)
    expect(sent[0]).not.toHaveProperty('quick_replies')
    expect(sent[1]).toHaveProperty('quick_replies')
  })

  it('says its own words above buttons whose text went before', () => {
    const additionalDetails = { interactive: { body: { text: 'How can we help?' } } }
    const markdownText = 'word '.repeat(limits.buttonText.max / 4)
    const sent = messagesOf({ ...template(many(1)), markdownText, additionalDetails })
    expect(sent).toHaveLength(2)
    expect(sent[1]).toMatchObject({ attachment: { payload: { text: 'How can we help?' } } })
  })

  it.each(['BUTTON', 'QUICK_REPLIES'])('says its own words below its text as %s', (kind) => {
    const additionalDetails = {
      interactive: { header: { text: 'Help' }, body: { text: '**How?**' }, footer: { text: 'Us' } },
    }
    const body = { ...template(many(1)), buttonMessageType: kind, additionalDetails }
    expect(JSON.stringify(messagesOf(body))).toContain('"text":"Choose\\n\\nHelp\\nHow?\\nUs"')
    expect(kindsOf(body)).toEqual(['markdown-rendered'])
    expect(messagesOf({ ...body, buttons: [] })).toEqual([{ text: 'Choose\n\nHelp\nHow?\nUs' }])
  })

  it('says once what its own words repeat of its text', () => {
    const additionalDetails = {
      interactive: { header: { text: 'Help' }, body: { text: 'What  do you\nneed?' } },
    }
    const markdownText = '**Help**: What do you need? Helpers wait.'
    expect(messagesOf({ ...template(many(1)), markdownText, additionalDetails })).toMatchObject([
      { attachment: { payload: { text: 'Help: What do you need? Helpers wait.\n\nHelp' } } },
    ])
  })

  it('loses neither of two texts that are too long', () => {
    const [said, own] = ['word ', 'term '].map((word) => word.repeat(200).trim())
    const additionalDetails = { interactive: { body: { text: own } } }
    const body = { ...template(many(1)), markdownText: said, additionalDetails }
    expect(messagesOf(body)).toMatchObject([
      { text: `${said}\n\n${own}` },
      { attachment: { payload: { text: '⬇️' } } },
    ])
  })

  it('reports the Markdown in its own words after a long text', () => {
    const markdownText = 'word '.repeat(limits.buttonText.max / 4).trim()
    const additionalDetails = { interactive: { body: { text: '**b**' } } }
    const body = { ...template(many(1)), markdownText, additionalDetails }
    expect(messagesOf(body)).toMatchObject([
      { text: markdownText },
      { attachment: { payload: { text: 'b' } } },
    ])
    expect(kindsOf(body)).toEqual(['markdown-rendered'])
  })

  it('sends words of its own that are too long before the buttons', () => {
    const text = 'word '.repeat(limits.buttonText.max / 4).trim()
    const additionalDetails = { interactive: { body: { text } } }
    const sent = messagesOf({ ...template(many(1)), markdownText: null, additionalDetails })
    expect(sent).toMatchObject([{ text }, { attachment: { payload: { template_type: 'button' } } }])
    expect(JSON.stringify(sent[1])).not.toContain('word')
  })
})

function template(buttons: readonly object[]) {
  return { type: 'BUTTON', buttonMessageType: 'BUTTON', markdownText: 'Choose', buttons }
}

function many(count: number): object[] {
  return Array.from({ length: count }, (_, index) => ({ title: `T${index + 1}` }))
}

function buttonsFor(button: object): unknown {
  const [message] = messagesOf(template([button]))
  return Object(message).attachment?.payload.buttons
}
