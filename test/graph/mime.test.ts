import { describe, expect, it } from 'vitest'
import { uploadMimeType } from '../../src/graph/mime.ts'

describe('uploadMimeType', () => {
  it.each([
    // type, declared, detected, name, expected
    ['image', 'image/png', 'image/png', '', 'image/png'],
    ['image', 'image/png', 'image/jpeg', 'a.png', 'image/jpeg'],
    ['image', 'image/png', 'application/pdf', '', 'application/pdf'],
    ['image', 'image/png', 'application/zip', '', 'application/zip'],
    ['image', 'image/svg+xml', 'application/xml', '', 'image/svg+xml'],
    ['image', 'IMAGE/JPG; charset=binary', 'image/jpeg', '', 'image/jpeg'],
    ['image', 'application/octet-stream', 'image/png', '', 'image/png'],
    ['file', 'application/epub+zip', 'application/zip', '', 'application/epub+zip'],
    // A PDF shows that it is one, so this is none.
    ['file', 'application/pdf', 'application/zip', 'a.pdf', 'application/zip'],
    ['file', 'model/3mf', 'application/zip', 'a.3mf', 'model/3mf'],
    ['audio', '', 'video/quicktime', '', 'audio/quicktime'],
    ['file', 'text/csv', undefined, 'a.txt', 'text/csv'],
    ['file', 'application/octet-stream', undefined, 'a.txt', 'text/plain'],
    ['file', '', undefined, 'clip.mp4', 'video/mp4'],
    ['audio', '', undefined, 'clip.mp4', 'audio/mp4'],
    ['audio', '', undefined, 'a.pdf', 'application/pdf'],
    ['audio', '', 'video/mp4', '', 'audio/mp4'],
    ['audio', 'audio/mp4', 'video/mp4', '', 'audio/mp4'],
    ['audio', 'audio/x-m4a', 'audio/mp4', '', 'audio/mp4'],
    ['video', '', 'audio/ogg', '', 'video/ogg'],
    ['file', '', 'video/mp4', '', 'video/mp4'],
    ['audio', 'audio/mpeg', 'audio/ogg', '', 'audio/ogg'],
    ['audio', '', 'audio/mpeg', '', 'audio/mpeg'],
    ['audio', 'video/mp4', 'audio/mpeg', '', 'audio/mpeg'],
    ['image', '', 'video/mp4', '', 'video/mp4'],
    ['file', '', undefined, 'README', 'application/octet-stream'],
  ] as const)(
    'for %s, declared %s, detected %s, named "%s" is %s',
    (type, declared, detected, fileName, expected) => {
      expect(uploadMimeType({ type, declared, detected, fileName })).toBe(expected)
    },
  )
})
