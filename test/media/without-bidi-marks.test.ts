import { describe, expect, it } from 'vitest'
import { messengerToCim } from '../../src/index.ts'
import { fileNameOf } from '../../src/media/kind.ts'
import { withoutBidiMarks } from '../../src/media/without-bidi-marks.ts'
import { fileNamesOf } from '../../src/outbound/file-name.ts'

const marks = [
  0x200e, 0x200f, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069,
]
const turned = 'photo\u202Egpj.exe'
const plain = 'photogpj.exe'

describe('NUL', () => {
  it('is in no name', () => {
    expect(withoutBidiMarks('a\0b.pdf')).toBe('ab.pdf')
    expect(fileNameOf('https://cdn.example.com/a%00b.pdf')).toBe('ab.pdf')
  })
})

describe('a mark that turns writing around', () => {
  it.each(marks.map((mark) => [mark.toString(16), String.fromCodePoint(mark)]))(
    'such as U+%s is taken out of a name',
    (_, mark) => {
      expect(withoutBidiMarks(`a${mark}b.pdf`)).toBe('ab.pdf')
    },
  )

  it('leaves letters of every script, and marks that join them', () => {
    for (const name of ['فاتورة.pdf', 'חשבונית.pdf', 'क्\u200dष.pdf', '👩‍👧.png']) {
      expect(withoutBidiMarks(name)).toBe(name)
    }
  })

  it('is in no name that is read from an address', () => {
    expect(fileNameOf(`https://cdn.example.com/${turned}`)).toBe(plain)
    expect(fileNameOf(`https://cdn.example.com/${encodeURIComponent(turned)}`)).toBe(plain)
    expect(fileNameOf('https://cdn.example.com/.%E2%80%AE.')).toBe('')
  })

  it('is in no name that an agent sees', () => {
    const url = `https://cdn.fbsbx.com/${encodeURIComponent(turned)}`
    const webhook = {
      object: 'page',
      entry: [
        {
          id: '104857600123456',
          time: 1795382400000,
          messaging: [
            {
              sender: { id: '7300000000000001' },
              recipient: { id: '104857600123456' },
              timestamp: 1795382400000,
              message: { mid: 'm_a', attachments: [{ type: 'file', payload: { url } }] },
            },
          ],
        },
      ],
    }
    for (const media of [undefined, () => ({ fileName: turned })]) {
      const { messages } = messengerToCim(webhook, { ...(media && { media }) })
      expect(messages[0]?.body).toMatchObject({
        attachment: { mediaName: plain },
        additionalDetails: { fileName: plain },
      })
    }
  })

  it('is in no name that goes to Meta', () => {
    const mediaUrl = `https://cx.example.com/file-engine/api/downloadFileStream?filename=${encodeURIComponent(turned)}`
    expect(fileNamesOf({ mediaUrl, mediaName: turned }, { fileName: turned })).toEqual([
      plain,
      plain,
      plain,
      'downloadFileStream',
    ])
  })
})
