import { describe, expect, it } from 'vitest'
import { emittedCimMessageSchema } from '../../../src/cim/emitted.ts'
import { type MediaFacts, messengerToCim } from '../../../src/inbound/index.ts'

describe('what the host knows of a file', () => {
  it.each([
    [{ mimeType: 'IMAGE/PNG; charset=binary' }, 'IMAGE', 'image/png'],
    [{ mimeType: 'Video/MP4' }, 'VIDEO', 'video/mp4'],
    [{ mimeType: 'unknown' }, 'IMAGE', 'image/jpeg'],
    [{ mimeType: ' ' }, 'IMAGE', 'image/jpeg'],
  ])('gives the MIME type: %j', (facts, type, mimeType) => {
    expect(bodyOf(facts)).toMatchObject({ type, attachment: { mimeType } })
  })

  it.each([
    ['\u202e ', 'cat.jpg'],
    [' my cat.png ', 'my cat.png'],
  ])('gives the name: %j', (fileName, mediaName) => {
    expect(bodyOf({ fileName })).toMatchObject({
      attachment: { mediaName },
      additionalDetails: { fileName: mediaName },
    })
  })
})

function bodyOf(facts: MediaFacts): unknown {
  const [message] = messengerToCim(webhook, { media: () => facts }).messages
  expect(emittedCimMessageSchema.parse(message)).toEqual(message)
  return message?.body
}

const attachment = { type: 'image', payload: { url: 'https://cdn.example.com/cat.jpg' } }
const item = {
  sender: { id: '7312345678901234' },
  recipient: { id: '104857600123456' },
  timestamp: 1795382400123,
  message: { mid: 'm_1', attachments: [attachment] },
}
const webhook = { object: 'page', entry: [{ id: '104857600123456', messaging: [item] }] }
