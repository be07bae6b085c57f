import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type FileClaim, fileFacts } from '../../../src/connector/files/file-facts.ts'
import { detectMedia } from '../../../src/media/detect.ts'
import { beginnings } from '../world.ts'

const cdn = 'https://cdn.fbsbx.com/v/t59/12345_n'

function claim(kind: FileClaim['kind'], path: string, said: Partial<FileClaim> = {}): FileClaim {
  return {
    kind,
    url: `${cdn}/${path}`,
    contentType: undefined,
    contentDisposition: undefined,
    ...said,
  }
}

describe('fileFacts', () => {
  it.each([
    // kind, path, bytes, name, MIME type, disguised
    ['image', 'photo.jpg?oh=1', 'jpg', 'photo.jpg', 'image/jpeg', false],
    ['image', 'photo.jpg', 'png', 'photo.png', 'image/png', false],
    ['image', '', 'png', 'image.png', 'image/png', false],
    ['image', 'photo.jpg', 'html', 'photo.jpg.bin', 'application/octet-stream', true],
    ['image', 'photo.jpg', 'pdf', 'photo.jpg.bin', 'application/octet-stream', true],
    ['image', 'photo.jpg', 'exe', 'photo.jpg.bin', 'application/octet-stream', true],
    ['image', 'photo.jpg', 'mp4', 'photo.mp4', 'video/mp4', true],
    ['audio', 'audioclip-1.mp4', 'mp4', 'audioclip-1.m4a', 'audio/mp4', false],
    ['audio', '', 'mp4', 'audio.m4a', 'audio/mp4', false],
    ['video', 'clip', 'mp4', 'clip.mp4', 'video/mp4', false],
    ['file', 'contract.pdf', 'pdf', 'contract.pdf', 'application/pdf', false],
    ['file', 'contract', 'pdf', 'contract.pdf', 'application/pdf', false],
    [
      'file',
      'contract.pdf',
      'exe',
      'contract.exe',
      'application/vnd.microsoft.portable-executable',
      true,
    ],
    ['file', 'contract.pdf', 'html', 'contract.pdf.bin', 'application/octet-stream', true],
    ['file', 'photo.png', 'html', 'photo.png.bin', 'application/octet-stream', true],
    ['file', 'photo.jpeg', 'jpg', 'photo.jpeg', 'image/jpeg', false],
    ['file', 'photo.png', 'jpg', 'photo.jpg', 'image/jpeg', false],
    ['file', 'page.html', 'html', 'page.html.bin', 'application/octet-stream', false],
    ['file', 'page.shtml', 'html', 'page.shtml.bin', 'application/octet-stream', false],
    ['file', 'logo.svg', 'html', 'logo.svg.bin', 'application/octet-stream', false],
    ['file', 'notes.txt', 'html', 'notes.txt', 'text/plain', false],
    ['file', 'data.csv', 'html', 'data.csv', 'text/csv', false],
    ['file', 'drawing.dwg', 'html', 'drawing.dwg', 'image/vnd.dwg', false],
    ['file', 'backup.qqq', 'html', 'backup.qqq', 'application/octet-stream', false],
    ['file', '', 'html', 'file.bin', 'application/octet-stream', false],
    ['file', '..%2F..%2Fetc%2Fpasswd', 'html', 'passwd.bin', 'application/octet-stream', false],
    [
      'file',
      'invoice%E2%80%AEgpj.exe',
      'exe',
      'invoicegpj.exe',
      'application/vnd.microsoft.portable-executable',
      false,
    ],
    [
      'file',
      '%D9%81%D8%A7%D8%AA%D9%88%D8%B1%D8%A9.pdf',
      'pdf',
      'فاتورة.pdf',
      'application/pdf',
      false,
    ],
  ] as const)('settles %s %j with bytes of %s as %j, %s', async (...row) => {
    const [kind, path, bytes, fileName, mimeType, disguised] = row
    const sniffed = await detectMedia(beginnings[bytes])
    expect(fileFacts(claim(kind, path), sniffed)).toEqual({ fileName, mimeType, disguised })
  })

  it('lets a more exact name stand before a container that others are built on', () => {
    const zip = { mimeType: 'application/zip', extension: 'zip' }
    const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
    expect(fileFacts(claim('file', 'letter.docx'), zip)).toMatchObject({
      fileName: 'letter.docx',
      mimeType: docx,
    })
    expect(fileFacts(claim('file', 'photo.jpg'), zip)).toMatchObject({
      fileName: 'photo.zip',
      mimeType: 'application/zip',
      disguised: true,
    })
  })

  it("takes the server's word where the name says nothing", () => {
    const said = { contentType: 'Text/CSV; charset=utf-8' }
    expect(fileFacts(claim('file', 'export', said), undefined)).toMatchObject({
      fileName: 'export.csv',
      mimeType: 'text/csv',
    })
    for (const contentType of ['application/octet-stream', 'nonsense', '']) {
      expect(fileFacts(claim('file', 'export', { contentType }), undefined)).toMatchObject({
        mimeType: 'application/octet-stream',
      })
    }
    const unknown = { contentType: 'application/x-thing' }
    expect(fileFacts(claim('file', 'export', unknown), undefined)).toMatchObject({
      fileName: 'export',
      mimeType: 'application/x-thing',
    })
  })

  it.each([
    'text/html; charset=utf-8',
    'application/xhtml+xml',
    'text/x-server-parsed-html',
    'image/svg+xml',
    'TEXT/XML',
    'application/xml',
    'application/xml-dtd',
    'application/rss+xml',
    'text/xsl',
    'application/xslt+xml',
    'application/x-javascript',
    'text/ecmascript',
    'text/javascript1.5',
    'text/jscript',
    'text/vbscript',
    'multipart/x-mixed-replace; boundary=x',
    'multipart/related',
  ])('takes no server’s word for %s', (contentType) => {
    expect(fileFacts(claim('file', 'export', { contentType }), undefined)).toMatchObject({
      fileName: 'export.bin',
      mimeType: 'application/octet-stream',
    })
  })

  it('distinguishes documents that are made of XML from XML', () => {
    const contentType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
    expect(fileFacts(claim('file', 'letter', { contentType }), undefined)).toMatchObject({
      fileName: 'letter.docx',
      mimeType: contentType,
    })
  })

  it.each([
    ['attachment; filename="letter.txt"', 'letter.txt'],
    ['attachment; filename=letter.txt', 'letter.txt'],
    [`attachment; filename="x.txt"; filename*=UTF-8''r%C3%A9sum%C3%A9.txt`, 'résumé.txt'],
    [`attachment; filename="x.txt"; filename*=UTF-8''%FF.txt`, 'x.txt'],
    ['attachment; filename="../../up.txt"', 'up.txt'],
    ['inline', 'path.txt'],
    ['attachment; filename="a; b.txt"', 'a; b.txt'],
    ['attachment; filename="say \\"hi\\".txt"', 'say "hi".txt'],
    ['attachment; filename="C:\\dir\\up.txt"', 'up.txt'],
    ['attachment; filename="open.txt', 'open.txt'],
    ['attachment; xfilename="x.txt"; filename = "letter.txt" ; size=3', 'letter.txt'],
    ['attachment; name="x; filename=x.txt"; filename="letter.txt"', 'letter.txt'],
    ['attachment; filename="first.txt"; filename="second.txt"', 'first.txt'],
    [`attachment; filename*=UTF-8'en'r%C3%A9sum%C3%A9.txt`, 'résumé.txt'],
    [`attachment; filename*="utf-8''r%C3%A9sum%C3%A9.txt"`, 'résumé.txt'],
    [`attachment; filename*=ISO-8859-1''caf%e9.txt`, 'café.txt'],
    [`attachment; filename="x.txt"; filename*=KOI8-R''%D2.txt`, 'x.txt'],
    [`attachment; filename="${bytesOf('отчёт.txt')}"`, 'отчёт.txt'],
    [`attachment; filename=${bytesOf('報告 😀.txt')}`, '報告 😀.txt'],
    [`attachment; filename="${bytesOf('عقد.txt')}"`, 'عقد.txt'],
    ['attachment; filename="caf\u00e9.txt"', 'café.txt'],
    ['attachment; filename="%D0%BE%D1%82.txt"', 'от.txt'],
    ['attachment; filename="100%25 %41.txt"', '100%25 %41.txt'],
    ['attachment; filename="%FF.txt"', '%FF.txt'],
    ['attachment; filename=""', 'path.txt'],
  ])('prefers the name in %j', (contentDisposition, fileName) => {
    const facts = fileFacts(claim('file', 'path.txt', { contentDisposition }), undefined)
    expect(facts.fileName).toBe(fileName)
  })

  it('gives a name that cannot lead anywhere and a type that opens nothing, for any claim', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('image', 'audio', 'video', 'file'),
        fc.oneof(fc.string({ unit: 'binary' }), fc.webPath()),
        fc.option(fc.string(), { nil: undefined }),
        fc.option(fc.string(), { nil: undefined }),
        fc.constantFrom(undefined, { mimeType: 'application/xml', extension: 'xml' }),
        (kind, path, contentType, contentDisposition, sniffed) => {
          const said = { contentType, contentDisposition }
          const { fileName, mimeType } = fileFacts(claim(kind, path, said), sniffed)
          expect(fileName).toMatch(/^[^/\\\p{Cc}\p{Cs}\p{Bidi_Control}]+$/u)
          expect(fileName).not.toMatch(/^\.|\.(html?|svg|xml|js)$/i)
          expect(mimeType).toMatch(/^[\w.+-]+\/[\w.+-]+$/)
          expect(mimeType).not.toMatch(/html|svg|javascript|\/xml/)
        },
      ),
      { numRuns: 500 },
    )
  }, 60_000)
})

/** A text in UTF-8, as Node gives it in a header: with a character for each byte. */
function bytesOf(text: string): string {
  return Buffer.from(text).toString('latin1')
}
