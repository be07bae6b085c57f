import { describe, expect, it } from 'vitest'
import { LimitError } from '../../../src/errors.ts'
import { limits } from '../../../src/messenger/limits.ts'
import { kindsOf, messagesOf } from '../translate.ts'

const url = 'https://cx.example.com/file-engine/api/downloadFileStream?filename=my%20lamp.png'

describe('media', () => {
  it.each([
    ['image/jpeg', 'image'],
    ['image/png', 'image'],
    ['IMAGE/GIF', 'image'],
    ['image/webp', 'file'],
    ['image/svg+xml', 'file'],
    ['audio/aac', 'audio'],
    ['audio/mp4', 'audio'],
    ['audio/amr', 'audio'],
    ['audio/mpeg', 'audio'],
    ['audio/ogg; codecs=opus', 'audio'],
    ['audio/x-m4a', 'audio'],
    ['audio/mp3', 'audio'],
    ['audio/wav', 'audio'],
    ['video/mp4', 'video'],
    ['video/3gpp', 'video'],
    ['video/quicktime', 'file'],
    ['video/webm', 'file'],
    ['application/pdf', 'file'],
    ['text/csv', 'file'],
  ])('of type %s goes as %s', (mimeType, type) => {
    expect(messagesOf(image({ mimeType }))).toMatchObject([{ attachment: { type } }])
    expect(kindsOf(image({ mimeType }))).toEqual(type === 'file' ? ['sent-as-file'] : [])
    expect(kindsOf({ ...image({ mimeType }), type: 'FILE' })).toEqual([])
  })

  it.each([
    [limits.imageBytes.max, 'image'],
    [limits.imageBytes.max + 1, 'file'],
    [limits.fileBytes.max, 'file'],
    [String(limits.imageBytes.max + 1), 'file'],
    [0, 'image'],
    [null, 'image'],
    ['about 2 MB', 'image'],
  ])('of %s bytes goes as %s', (size, type) => {
    expect(messagesOf(image({ size }))).toMatchObject([{ attachment: { type } }])
  })

  it('of more than Meta takes is refused, with the numbers', () => {
    const { max } = limits.fileBytes
    const send = () => messagesOf({ ...image({ size: max + 1 }), type: 'FILE' })
    expect(send).toThrow(LimitError)
    expect(send).toThrow(expect.objectContaining({ limit: max, actual: max + 1, unit: 'bytes' }))
  })

  it.each([
    ['IMAGE', 'image'],
    ['AUDIO', 'audio'],
    ['VIDEO', 'video'],
    ['FILE', 'file'],
  ])('that nothing describes goes as its body says: %s', (type, sent) => {
    const attachment = { mediaUrl: 'https://cdn.example.com/media/8812', mimeType: null }
    expect(messagesOf({ type, attachment })).toMatchObject([{ attachment: { type: sent } }])
    expect(kindsOf({ type, attachment })).toEqual([])
  })

  it.each(['application/octet-stream', 'binary/octet-stream', 'image/*', '*/*', '*', 'png'])(
    'goes by its name if its type says nothing: %s',
    (mimeType) => {
      const attachment = { mediaUrl: 'https://cdn.example.com/lamp.png', mimeType }
      expect(messagesOf({ type: 'FILE', attachment })).toMatchObject([
        { attachment: { type: 'image' } },
      ])
      const unnamed = { ...attachment, mediaUrl: 'https://cdn.example.com/8812' }
      expect(messagesOf({ type: 'IMAGE', attachment: unnamed })).toMatchObject([
        { attachment: { type: 'image' } },
      ])
      expect(kindsOf({ type: 'IMAGE', attachment: unnamed })).toEqual([])
    },
  )

  it('in an .mp4 goes as sound or film, as its body says', () => {
    const attachment = { mediaUrl: 'https://cdn.example.com/clip.mp4' }
    expect(messagesOf({ type: 'AUDIO', attachment })).toMatchObject([
      { attachment: { type: 'audio' } },
    ])
    expect(messagesOf({ type: 'VIDEO', attachment })).toMatchObject([
      { attachment: { type: 'video' } },
    ])
  })

  it.each([
    'my lamp.png',
    'MY LAMP.PNG',
    'my%20lamp.png',
    'my_lamp.png',
    ' my lamp.png ',
    'Original name.png',
    'label.png',
  ])('sends no caption that is only a name of the file: %s', (caption) => {
    const body = {
      ...image({ mediaName: 'label.png' }),
      caption,
      additionalDetails: { fileName: 'Original name.png' },
    }
    expect(messagesOf(body)).toHaveLength(1)
    expect(kindsOf(body)).toEqual([])
  })

  it.each(['my lamp', 'It is my lamp.png', '💡', '100%', '?'])(
    'sends a caption that says more: %s',
    (caption) => {
      const [, text] = messagesOf({ ...image({ mediaName: '!' }), caption })
      expect(text).toEqual({ text: caption })
    },
  )

  it('knows the name of a file in either form of its accents', () => {
    const body = { ...image({ mediaName: 'e\u0301te\u0301.png' }), caption: '\u00e9t\u00e9.png' }
    expect(messagesOf(body)).toHaveLength(1)
  })

  it('sends the text where of the caption nothing can be seen', () => {
    const body = { ...image({}), caption: '\u200b', markdownText: 'The blue one' }
    expect(messagesOf(body)).toMatchObject([{}, { text: 'The blue one' }])
    expect(kindsOf(body)).toEqual([])
  })

  it('sends a caption once that stands in the markdownText too', () => {
    const body = { ...image({}), caption: 'The blue one', markdownText: 'The blue one ' }
    expect(messagesOf(body)).toHaveLength(2)
    expect(kindsOf(body)).toEqual([])
  })

  it.each([
    'ftp://x.example.com/a.png',
    'a.png',
    '//cdn.example.com/a.png',
    'https://',
    'https:a.png',
    'https://a b/',
  ])('that Meta cannot fetch is refused: %s', (mediaUrl) => {
    const send = () => messagesOf(image({ mediaUrl }))
    expect(send).toThrow('body.attachment.mediaUrl')
    expect(() => messagesOf(image({ mediaUrl }), { attachmentId: () => '7' })).not.toThrow()
  })

  it('keeps a signed address as it is', () => {
    const mediaUrl = 'https://CDN.example.com:443/a/../b.png?sig=a%2Fb+c==&x=[1]'
    expect(messagesOf(image({ mediaUrl }))).toMatchObject([
      { attachment: { payload: { url: mediaUrl } } },
    ])
  })
})

function image(attachment: object) {
  return { type: 'IMAGE', attachment: { mediaUrl: url, mimeType: 'image/png', ...attachment } }
}
