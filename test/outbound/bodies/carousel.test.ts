import { describe, expect, it } from 'vitest'
import { limits } from '../../../src/messenger/limits.ts'
import { kindsOf, messagesOf } from '../translate.ts'

const url = 'https://cdn.example.com/lamp.jpg'

describe('CAROUSEL', () => {
  it.each([
    [limits.elements.max, [limits.elements.max]],
    [limits.elements.max + 1, [limits.elements.max, 1]],
    [2 * limits.elements.max + 3, [limits.elements.max, limits.elements.max, 3]],
  ])('of %i elements goes as templates of %j, and loses none', (count, sizes) => {
    const body = carousel(Array.from({ length: count }, (_, index) => ({ text: `L${index}`, url })))
    expect(cardsOf(body).map(({ length }) => length)).toEqual(sizes)
    expect(cardsOf(body).flat()).toHaveLength(count)
    expect(kindsOf(body)).toEqual([])
  })

  it.each([
    [limits.buttons.max, []],
    [limits.buttons.max + 1, ['buttons-dropped']],
  ])('with an element of %i buttons is adjusted by %j', (count, kinds) => {
    const buttons = Array.from({ length: count }, (_, index) => ({ title: `T${index}` }))
    const body = carousel([{ text: 'Lamp', buttons }])
    expect(cardsOf(body)[0]?.[0]?.buttons).toHaveLength(limits.buttons.max)
    expect(kindsOf(body)).toEqual(kinds)
  })

  it('needs no type of what a tap opens', () => {
    const defaultAction = { type: 7, url: 'https://shop.example.com' }
    expect(cardsOf(carousel([{ text: 'Lamp', defaultAction }]))).toMatchObject([
      [{ default_action: { type: 'web_url', url: 'https://shop.example.com' } }],
    ])
  })

  it('passes over elements and buttons that are null, and reports buttons that offer nothing', () => {
    const one = carousel([{ text: 'Lamp', buttons: [{ title: 'Buy' }] }])
    const elements = [null, { text: 'Lamp', buttons: [null, { title: 'Buy' }] }]
    expect(messagesOf({ ...one, elements })).toEqual(messagesOf(one))
    expect(kindsOf({ ...one, elements })).toEqual([])
    expect(kindsOf(carousel([{ text: 'Lamp', url, buttons: [{ title: ' ' }] }]))).toEqual([
      'buttons-dropped',
    ])
  })

  it('keeps a text that fits title and subtitle, and reports one that does not', () => {
    const word = 'x'.repeat(limits.elementTitle.max)
    const fits = carousel([{ text: `${word} ${'y'.repeat(limits.elementSubtitle.max)}`, url }])
    expect(cardsOf(fits)).toMatchObject([
      [{ title: word, subtitle: 'y'.repeat(limits.elementSubtitle.max) }],
    ])
    expect(kindsOf(fits)).toEqual([])
    const long = carousel([{ text: `${word} ${'y'.repeat(limits.elementSubtitle.max + 1)}`, url }])
    expect(kindsOf(long)).toEqual(['title-clipped'])
  })

  it.each(['clip.mp4', 'price%20list.pdf'])(
    'opens %s of File Engine, which is no picture',
    (name) => {
      const file = `https://cx.example.com/file-engine/api/downloadFileStream?filename=${name}`
      expect(cardsOf(carousel([{ text: 'Lamp', url: file }]))).toEqual([
        [{ title: 'Lamp', default_action: { type: 'web_url', url: file } }],
      ])
    },
  )

  it('shows a picture of File Engine, and what does not say what it is', () => {
    const file = 'https://cx.example.com/file-engine/api/downloadFileStream'
    for (const image_url of [`${file}?filename=lamp.png`, `${file}?filename=lamp`]) {
      expect(cardsOf(carousel([{ text: 'Lamp', url: image_url }]))).toEqual([
        [{ title: 'Lamp', image_url }],
      ])
    }
  })
})

function carousel(elements: readonly object[]) {
  return { type: 'CAROUSEL', carouselMessageType: 'GENERIC_RICH_MEDIA', elements }
}

/** The elements of each template. */
function cardsOf(body: object): { buttons?: unknown[] }[][] {
  return messagesOf(body).map((message) => Object(message).attachment.payload.elements)
}
