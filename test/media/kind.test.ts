import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import {
  extensionOf,
  fileNameOf,
  kindMimeTypeOf,
  mediaTypeOf,
  mimeTypeOf,
  plainMimeTypeOf,
} from '../../src/media/kind.ts'
import { mimeRows, mimeSources } from '../../src/media/mime-types.ts'

/** Properties run a thousand times and more; a busy machine may take its time. */
vi.setConfig({ testTimeout: 60_000 })

describe('mimeTypeOf', () => {
  it.each([
    ['photo.jpg', 'image/jpeg'],
    ['PHOTO.JPEG', 'image/jpeg'],
    ['holiday.png', 'image/png'],
    ['wink.gif', 'image/gif'],
    ['clip.mp4', 'video/mp4'],
    ['old phone.3gp', 'video/3gpp'],
    ['clip.mov', 'video/quicktime'],
    ['clip.webm', 'video/webm'],
    ['voice.mp3', 'audio/mpeg'],
    ['voice.m4a', 'audio/mp4'],
    ['voice.ogg', 'audio/ogg'],
    ['voice.opus', 'audio/ogg'],
    ['voice.amr', 'audio/amr'],
    ['voice.aac', 'audio/aac'],
    ['voice.wav', 'audio/wav'],
    ['invoice.pdf', 'application/pdf'],
    ['table.xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
    ['archive.tar.gz', 'application/gzip'],
    [
      'a/folder.d/letter.docx ',
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    ],
    ['two..pdf', 'application/pdf'],
  ])('reads %s as %s', (fileName, mimeType) => {
    expect(mimeTypeOf(fileName)).toBe(mimeType)
  })

  it.each(['', 'README', '.pdf', 'folder.pdf/README', 'name.', 'what.is-this', 'x.constructor'])(
    'does not guess for %j',
    (fileName) => {
      expect(mimeTypeOf(fileName)).toBeUndefined()
    },
  )
})

describe('kindMimeTypeOf', () => {
  it.each([
    ['a.mp4', 'audio', 'audio/mp4'],
    ['a.mp4', 'video', 'video/mp4'],
    ['a.mp4', 'file', 'video/mp4'],
    ['a.3gp', 'audio', 'audio/3gpp'],
    ['a.3gp', 'video', 'video/3gpp'],
    ['a.ogg', 'audio', 'audio/ogg'],
    ['a.ogg', 'video', 'video/ogg'],
    ['a.webm', 'audio', 'audio/webm'],
    ['a.webm', 'video', 'video/webm'],
    ['a.PNG', 'image', 'image/png'],
    ['a.pdf', 'file', 'application/pdf'],
    ['a.pdf', 'image', undefined],
    ['a.jpg', 'video', undefined],
    ['a', 'image', undefined],
    ['a', 'file', undefined],
  ] as const)('reads %s as %s to be %s', (fileName, kind, mimeType) => {
    expect(kindMimeTypeOf(fileName, kind)).toBe(mimeType)
  })
})

describe('mediaTypeOf', () => {
  it.each([
    ['image/jpeg', 'image'],
    ['image/jpg', 'image'],
    ['image/png', 'image'],
    ['image/apng', 'image'],
    ['image/gif', 'image'],
    ['image/webp', 'file'],
    ['image/heic', 'file'],
    ['image/svg+xml', 'file'],
    ['audio/aac', 'audio'],
    ['audio/mp4', 'audio'],
    ['audio/amr', 'audio'],
    ['audio/mpeg', 'audio'],
    ['audio/mp3', 'audio'],
    ['audio/ogg', 'audio'],
    ['audio/ogg; codecs=opus', 'audio'],
    ['audio/x-m4a', 'audio'],
    ['audio/m4a', 'audio'],
    ['audio/wav', 'audio'],
    ['audio/x-wav', 'audio'],
    ['audio/vnd.wave', 'audio'],
    ['audio/flac', 'file'],
    ['audio/webm', 'file'],
    ['video/mp4', 'video'],
    ['VIDEO/MP4; codecs="avc1"', 'video'],
    ['video/3gpp', 'video'],
    ['video/quicktime', 'file'],
    ['video/webm', 'file'],
    ['application/pdf', 'file'],
    ['application/x-never-heard-of', 'file'],
    ['constructor', 'file'],
    ['', 'file'],
  ] as const)('sends %j as %s', (mimeType, kind) => {
    expect(mediaTypeOf(mimeType)).toBe(kind)
  })
})

describe('extensionOf', () => {
  it.each([
    ['image/jpeg', 'jpg'],
    ['Image/JPG', 'jpg'],
    ['audio/ogg; codecs=opus', 'ogg'],
    ['audio/x-m4a', 'm4a'],
    ['application/pdf', 'pdf'],
    ['application/octet-stream', 'bin'],
    ['application/x-never-heard-of', undefined],
  ])('gives %s the extension %s', (mimeType, extension) => {
    expect(extensionOf(mimeType)).toBe(extension)
  })
})

describe('plainMimeTypeOf', () => {
  it('gives a type its usual name', () => {
    expect(plainMimeTypeOf('Audio/X-M4A; bitrate=1')).toBe('audio/mp4')
    expect(plainMimeTypeOf('Application/X-Never; a=b')).toBe('application/x-never')
  })
})

describe('fileNameOf', () => {
  it.each([
    ['https://cdn.example.com/v/t1/photo.jpg?oh=1&oe=2', 'photo.jpg'],
    ['https://cdn.example.com/a/Rechnung%20M%C3%A4rz.pdf#page=2', 'Rechnung März.pdf'],
    ['https://cdn.example.com/%D8%B5%D9%88%D8%B1%D8%A9.png', 'صورة.png'],
    ['https://cdn.example.com/100%.pdf', '100%.pdf'],
    ['https://cdn.example.com/%E4%FF-%41.txt', '%E4%FF-A.txt'],
    ['https://cdn.example.com/..%2F..%2Fetc%2Fpasswd', 'passwd'],
    ['https://cdn.example.com/..%5Cwin.ini', 'win.ini'],
    ['https://cdn.example.com/a/..', ''],
    ['https://cdn.example.com/a/%2E%2E', ''],
    ['https://cdn.example.com/a/.', ''],
    ['https://cdn.example.com/', ''],
    ['https://cdn.example.com', ''],
    ['https://cdn.example.com?file=a.png', ''],
    ['//cdn.example.com', ''],
    ['//cdn.example.com/a.png', 'a.png'],
    ['/a/b.png', 'b.png'],
    ['b.png', 'b.png'],
    ['data:image/png;base64,AAAA/BBBB', ''],
    ['', ''],
  ])('finds in %s the name %j', (url, name) => {
    expect(fileNameOf(url)).toBe(name)
  })

  it('gives for any text a name without separators', () => {
    const pieces = fc.constantFrom(
      '/',
      '\\',
      '%2F',
      '%2f',
      '%5C',
      '%25',
      '%',
      '.',
      '?',
      '#',
      'é',
      'a',
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'grapheme' }),
          fc.array(pieces).map((parts) => parts.join('')),
        ),
        (url) => {
          const name = fileNameOf(url)
          expect(name).not.toMatch(/[/\\]/)
          expect(['.', '..']).not.toContain(name)
        },
      ),
      { numRuns: 2000 },
    )
  })
})

describe('the table of MIME types', () => {
  const names = mimeRows().flatMap(({ mimeType, aliases }) => [mimeType, ...aliases])

  it('has every name once, in lower case', () => {
    expect(names).toEqual([...new Set(names)])
    expect(names).toEqual(names.map((name) => name.toLowerCase()))
  })

  it.each(mimeRows())(
    'knows $mimeType by its own extension',
    ({ mimeType, extensions, source }) => {
      const [extension = ''] = extensions
      const [kind = ''] = mimeType.split('/')
      const asKind = kind === 'image' || kind === 'audio' || kind === 'video' ? kind : 'file'
      expect(kindMimeTypeOf(`a.${extension.toUpperCase()}`, asKind)).toBe(mimeType)
      expect(extensionOf(mimeType)).toBe(extension)
      expect(mimeSources[source]).toMatch(/^https:\/\//)
    },
  )
})
