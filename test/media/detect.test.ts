import { describe, expect, it } from 'vitest'
import { detectMedia } from '../../src/media/detect.ts'
import { mediaTypeOf } from '../../src/media/kind.ts'

describe('detectMedia', () => {
  it.each([
    ['a JPEG', bytes([0xff, 0xd8, 0xff, 0xe0]), 'image/jpeg', 'jpg', 'image'],
    ['a PNG', png(), 'image/png', 'png', 'image'],
    ['a GIF', bytes('GIF89a'), 'image/gif', 'gif', 'image'],
    ['a WebP', bytes('RIFF', [0, 0, 0, 0], 'WEBPVP8 '), 'image/webp', 'webp', 'file'],
    ['an MP4', isoMedia('isom'), 'video/mp4', 'mp4', 'video'],
    ['a recording of a phone', isoMedia('M4A '), 'audio/mp4', 'm4a', 'audio'],
    ['a film of an old phone', isoMedia('3gp4'), 'video/3gpp', '3gp', 'video'],
    ['a QuickTime film', isoMedia('qt  '), 'video/quicktime', 'mov', 'file'],
    [
      'an MP3',
      bytes('ID3', [3, 0, 0, 0, 0, 0, 0], [0xff, 0xfb, 0x90, 0]),
      'audio/mpeg',
      'mp3',
      'audio',
    ],
    ['an AMR', bytes('#!AMR\n'), 'audio/amr', 'amr', 'audio'],
    ['Opus in Ogg', ogg('OpusHead'), 'audio/ogg', 'ogg', 'audio'],
    ['Vorbis in Ogg', ogg('\u0001vorbis'), 'audio/ogg', 'ogg', 'audio'],
    ['a WAV', bytes('RIFF', [0, 0, 0, 0], 'WAVEfmt '), 'audio/wav', 'wav', 'audio'],
    ['an AAC', bytes([0xff, 0xf1, 0x50, 0x80, 0, 0x1f, 0xfc]), 'audio/aac', 'aac', 'audio'],
    ['a PDF', bytes('%PDF-1.7\n'), 'application/pdf', 'pdf', 'file'],
    ['a program', bytes('MZ'), 'application/vnd.microsoft.portable-executable', 'exe', 'file'],
    [
      'a type the table does not have',
      bytes('wOF', [0x46, 0, 1, 0, 0]),
      'font/woff',
      'woff',
      'file',
    ],
    ['a type the table does not have', bytes('FLIF'), 'image/flif', 'flif', 'file'],
  ])('knows %s by its bytes', async (_name, file, mimeType, extension, kind) => {
    expect(await detectMedia(padded(file))).toEqual({ mimeType, extension })
    expect(mediaTypeOf(mimeType)).toBe(kind)
  })

  it.each([
    ['text', bytes('just words')],
    ['a page of HTML', bytes('<!doctype html><title>x</title>')],
    ['nothing', bytes()],
  ])('does not guess for %s', async (_name, file) => {
    expect(await detectMedia(file)).toBeUndefined()
  })
})

function bytes(...parts: (string | readonly number[])[]): Uint8Array {
  return Uint8Array.from(
    parts.flatMap((part) => (typeof part === 'string' ? [...Buffer.from(part, 'latin1')] : part)),
  )
}

function padded(file: Uint8Array): Uint8Array {
  return Uint8Array.from([...file, ...new Uint8Array(256)])
}

function png(): Uint8Array {
  return bytes(
    [0x89],
    'PNG\r\n\u001a\n',
    [0, 0, 0, 13],
    'IHDR',
    new Array<number>(17).fill(0),
    [0, 0, 0, 0],
    'IDAT',
  )
}

function isoMedia(brand: string): Uint8Array {
  return bytes([0, 0, 0, 24], 'ftyp', brand, [0, 0, 0, 0], 'isom', 'mp42')
}

function ogg(head: string): Uint8Array {
  return bytes('OggS', new Array<number>(22).fill(0), [1, 19], head)
}
