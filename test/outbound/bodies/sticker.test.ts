import { describe, expect, it } from 'vitest'
import { messagesOf } from '../translate.ts'

describe('STICKER', () => {
  it.each([
    ['369239263222822', 369239263222822],
    [369239263222822, 369239263222822],
    ['99999999999999999999', '99999999999999999999'],
  ])('keeps every digit of %s', (stickerId, sticker_id) => {
    expect(messagesOf({ type: 'STICKER', stickerId })).toEqual([{ sticker_id }])
  })

  it.each(['0', '007', '-1', '1.5', 'wave', '', null])('sends the picture for %j', (stickerId) => {
    const mediaUrl = 'https://cdn.example.com/wave.png'
    expect(messagesOf({ type: 'STICKER', stickerId, mediaUrl })).toEqual([
      { attachment: { type: 'image', payload: { url: mediaUrl } } },
    ])
  })
})
