import fc from 'fast-check'
import { HttpResponse, http } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import {
  acceptableFileName,
  createFileEngine,
  PayloadError,
  storedFileName,
} from '../../src/ccm/index.ts'
import { cimLimits } from '../../src/cim/limits.ts'
import { failureOf } from './failure-of.ts'

const baseUrl = 'https://cx.example.com/file-engine/api'
const uploadUrl = `${baseUrl}/uploadFileStream`
const downloadUrl = `${baseUrl}/downloadFileStream`
const pdf = new Blob(['%PDF-1.7 a short contract'], { type: 'application/pdf' })

const server = setupServer()
beforeAll(() => server.listen({ onUnhandledFrame: 'error' }))
afterEach(() => server.resetHandlers())
afterAll(() => server.close())

function uploadPdf(fileName = 'a.pdf', options = {}) {
  return createFileEngine({ baseUrl, ...options }).upload(pdf, { fileName, conversationId: 'c1' })
}

function answerOf(status: number, answer: string | object): Response {
  const isJson = typeof answer === 'object'
  return isJson ? HttpResponse.json(answer, { status }) : new HttpResponse(answer, { status })
}

describe('upload', () => {
  it('sends the file and its conversation as a form and returns where it is', async () => {
    const forms: unknown[] = []
    server.use(
      http.post(uploadUrl, async ({ request }) => {
        const form = await request.formData()
        const file = form.get('file')
        if (!(file instanceof File)) return new HttpResponse(null, { status: 400 })
        forms.push([form.get('conversationId'), file.name, file.type, await file.text()])
        return HttpResponse.json({
          message: 'stored',
          etag: 'e1',
          name: file.name,
          type: file.type,
          size: file.size,
        })
      }),
    )
    const files = createFileEngine({ baseUrl })
    const stored = await files.upload(pdf, {
      fileName: '../Vertrag für Zoë.pdf',
      conversationId: 'c1',
    })
    expect(forms).toEqual([
      ['c1', 'Vertrag fur Zoe.pdf', 'application/pdf', '%PDF-1.7 a short contract'],
    ])
    expect(stored).toEqual({
      name: 'Vertrag fur Zoe.pdf',
      mimeType: 'application/pdf',
      size: pdf.size,
      mediaUrl: `${downloadUrl}?filename=Vertrag%20fur%20Zoe.pdf`,
    })
  })

  it('keeps to the name, type and size in the answer of File Engine', async () => {
    const answer = { name: 'renamed.bin', type: 'application/x-thing', size: '17' }
    server.use(http.post(uploadUrl, () => HttpResponse.json(answer)))
    const stored = await createFileEngine({ baseUrl }).upload(new Blob(['x']), {
      fileName: 'a.bin',
      conversationId: 'c1',
    })
    expect(stored).toEqual({
      name: 'renamed.bin',
      mimeType: 'application/x-thing',
      size: 17,
      mediaUrl: `${downloadUrl}?filename=renamed.bin`,
    })
  })

  it.each([
    ['a type', new Blob(['abc'], { type: 'text/csv' }), 'text/csv'],
    ['none', new Blob(['abc']), 'application/octet-stream'],
  ])('falls back to what it knows itself of a file with %s', async (_, file, mimeType) => {
    server.use(http.post(uploadUrl, () => HttpResponse.json({ name: 'a', type: null, size: 0 })))
    const stored = await createFileEngine({ baseUrl }).upload(file, {
      fileName: 'a',
      conversationId: 'c1',
    })
    expect(stored).toMatchObject({ mimeType, size: 3 })
  })

  it('repeats the whole file when File Engine is busy', async () => {
    const bodies: unknown[] = []
    server.use(
      http.post(uploadUrl, async ({ request }) => {
        const file = (await request.formData()).get('file')
        bodies.push(file instanceof File && (await file.text()))
        return bodies.length === 1
          ? new HttpResponse(null, { status: 503, headers: { 'retry-after': '0' } })
          : HttpResponse.json({ name: 'a.pdf' })
      }),
    )
    await createFileEngine({ baseUrl }).upload(pdf, { fileName: 'a.pdf', conversationId: 'c1' })
    expect(bodies).toEqual(['%PDF-1.7 a short contract', '%PDF-1.7 a short contract'])
  })

  it.each([
    ['breaks off', (answer: ReadableStreamDefaultController) => answer.error(new Error('reset'))],
    ['stalls', () => {}],
  ])('repeats the file when the answer %s', async (_, go) => {
    let calls = 0
    const files = createFileEngine({
      baseUrl,
      timeoutMs: 100,
      async fetch() {
        calls += 1
        if (calls > 1) return Response.json({ name: 'a.pdf' })
        const start = (answer: ReadableStreamDefaultController) => {
          answer.enqueue(new TextEncoder().encode('{"na'))
          go(answer)
        }
        return new Response(new ReadableStream({ start }))
      },
    })
    const stored = await files.upload(pdf, { fileName: 'a.pdf', conversationId: 'c1' })
    expect(stored.name).toBe('a.pdf')
    expect(calls).toBe(2)
  })

  it('does not accept an answer without a name as one of File Engine', async () => {
    server.use(http.post(uploadUrl, () => HttpResponse.json({ message: 'hello' })))
    await expect(uploadPdf()).rejects.toMatchObject({
      code: 'ccm_error',
      status: 200,
      refused: false,
      retryable: true,
      message: 'File Engine answered 200 with something unexpected',
    })
  })

  it.each([
    [400, { message: 'File type not allowed' }, 'File type not allowed'],
    [404, { message: 'Virus found\n\tin the upload' }, 'Virus found in the upload'],
    [413, '<html>413 Request Entity Too Large</html>', undefined],
    [415, {}, undefined],
    [422, { message: 7 }, undefined],
    [404, { message: 'x'.repeat(300) }, `${'x'.repeat(199)}…`],
    [
      404,
      { message: 'no answer of mongodb://root:hunt/er2@mongo:27017/files' },
      'no answer of mongodb://mongo:27017/files',
    ],
    [404, { message: 'cannot store Zoe Lee 4242.pdf' }, 'cannot store the file'],
    [404, { message: 'cannot store Zoë Lee 4242.pdf' }, 'cannot store the file'],
  ])('takes %d with %j for a refusal of the file', async (status, answer, detail) => {
    server.use(http.post(uploadUrl, () => answerOf(status, answer)))
    const error = await failureOf(uploadPdf('Zoë Lee 4242.pdf'))
    expect(error).toMatchObject({ status, refused: true, retryable: false, detail })
    const why = detail === undefined ? '' : `: ${detail}`
    expect(error).toMatchObject({ message: `File Engine answered ${status}${why}` })
  })

  it.each([
    [404, '<html>404 page not found</html>'],
    [404, { error_msg: '404 Route Not Found' }],
    [404, { message: ' ' }],
    [404, ''],
    [302, ''],
    [401, { message: 'no token' }],
    [403, { message: 'not yours' }],
  ])('takes %d with %j for an outage', async (status, answer) => {
    server.use(http.post(uploadUrl, () => answerOf(status, answer)))
    await expect(uploadPdf()).rejects.toMatchObject({ status, refused: false, retryable: true })
  })

  it('keeps what File Engine said of an outage', async () => {
    server.use(http.post(uploadUrl, () => answerOf(500, { message: 'ClamAV is away' })))
    const upload = uploadPdf('a.pdf', { retries: 0 })
    await expect(upload).rejects.toMatchObject({ refused: false, detail: 'ClamAV is away' })
  })

  it('leaves nothing behind when the file is not read to its end', async () => {
    const unhandled: unknown[] = []
    const keep = (error: unknown) => void unhandled.push(error)
    process.on('unhandledRejection', keep)
    const answer = () => Response.json({ message: 'too large' }, { status: 413 })
    const ways = [
      { fetch: async () => answer() },
      { fetch: () => Promise.reject(new TypeError('fetch failed')) },
      { fetch: async () => answer(), headers: () => Promise.reject(new Error('no token')) },
    ]
    for (const way of ways) await failureOf(uploadPdf('a.pdf', { ...way, retries: 0 }))
    await new Promise((resolve) => setTimeout(resolve, 20))
    process.off('unhandledRejection', keep)
    expect(unhandled).toEqual([])
  })

  it('does not accept a page of HTML as its answer', async () => {
    server.use(http.post(uploadUrl, () => HttpResponse.html('<html>Sign in</html>')))
    await expect(uploadPdf()).rejects.toMatchObject({ status: 200, refused: false })
  })
})

describe('download', () => {
  it.each(['a b.pdf', `${downloadUrl}?filename=a%20b.pdf`])(
    'fetches %s from this File Engine',
    async (file) => {
      const asked: (string | null)[] = []
      server.use(
        http.get(downloadUrl, ({ request }) => {
          asked.push(new URL(request.url).searchParams.get('filename'))
          return new HttpResponse(pdf, { headers: { 'content-type': 'application/pdf' } })
        }),
      )
      const response = await createFileEngine({ baseUrl }).download(file)
      expect(asked).toEqual(['a b.pdf'])
      expect(response.headers.get('content-type')).toBe('application/pdf')
      expect(await response.text()).toBe('%PDF-1.7 a short contract')
    },
  )

  it('never asks another host, whatever the link says', async () => {
    server.use(http.get(downloadUrl, () => new HttpResponse('mine')))
    const link = 'https://elsewhere.example.net/file-engine/api/downloadFileStream?filename=a.pdf'
    expect(await (await createFileEngine({ baseUrl }).download(link)).text()).toBe('mine')
  })

  it.each(['https://elsewhere.example.net/a.pdf', `${downloadUrl}?filename=`, 'folder/a.pdf', ''])(
    'refuses %s, which names no file',
    async (file) => {
      await expect(createFileEngine({ baseUrl }).download(file)).rejects.toThrow(PayloadError)
    },
  )

  it('names a file that is missing', async () => {
    server.use(http.get(downloadUrl, () => new HttpResponse(null, { status: 404 })))
    await expect(createFileEngine({ baseUrl }).download('gone.pdf')).rejects.toMatchObject({
      status: 404,
      refused: false,
      retryable: true,
    })
  })

  it('takes no login page for a file', async () => {
    server.use(http.get(downloadUrl, () => HttpResponse.html('<html>Sign in</html>')))
    const files = createFileEngine({ baseUrl })
    await expect(files.download('a.pdf')).rejects.toMatchObject({ status: 200, refused: false })
    expect(await (await files.download('offer.html')).text()).toBe('<html>Sign in</html>')
  })

  it('does not follow a redirect', async () => {
    server.use(http.get(downloadUrl, () => HttpResponse.redirect('https://cx.example.com/login')))
    const download = createFileEngine({ baseUrl }).download('a.pdf')
    await expect(download).rejects.toMatchObject({ status: 302, refused: false, retryable: true })
  })

  it('gives an empty body for an empty answer', async () => {
    server.use(http.get(downloadUrl, () => new HttpResponse(null, { status: 204 })))
    const response = await createFileEngine({ baseUrl }).download('empty.txt')
    expect(await response.text()).toBe('')
  })

  it('refuses at once what says that it is too long', async () => {
    const headers = { 'content-length': String(cimLimits.fileBytes.max + 1) }
    server.use(http.get(downloadUrl, () => new HttpResponse('…', { headers })))
    await expect(createFileEngine({ baseUrl }).download('big.bin')).rejects.toMatchObject({
      code: 'limit_exceeded',
      limit: cimLimits.fileBytes.max,
      unit: 'bytes',
    })
  })

  it('stops reading what turns out to be too long', async () => {
    let given = 0
    const endless = new ReadableStream({
      pull(controller) {
        given += 1
        controller.enqueue(new Uint8Array(1024))
      },
    })
    server.use(http.get(downloadUrl, () => new HttpResponse(endless)))
    const response = await createFileEngine({ baseUrl }).download('endless', { maxBytes: 10_000 })
    await expect(response.arrayBuffer()).rejects.toMatchObject({
      code: 'limit_exceeded',
      limit: 10_000,
    })
    expect(given).toBeLessThan(100)
  })

  it('says what a body is that breaks off, or the reason of the signal', async () => {
    const broken = new ReadableStream({
      pull: (controller) => controller.error(new TypeError('terminated')),
    })
    const answer = async () => new Response(broken)
    const response = await createFileEngine({ baseUrl, fetch: answer }).download('a.bin')
    await expect(response.arrayBuffer()).rejects.toMatchObject({
      code: 'ccm_error',
      retryable: true,
      message: 'File Engine did not give the whole file',
    })
    const stop = new AbortController()
    const slow = async () => new Response(endedBy(stop.signal))
    const files = createFileEngine({ baseUrl, fetch: slow })
    const stopped = await files.download('a.bin', { signal: stop.signal })
    const reading = stopped.arrayBuffer()
    stop.abort(new Error('enough'))
    await expect(reading).rejects.toThrow('enough')
  })
})

/** A body that does not end before the signal. */
function endedBy(signal: AbortSignal): ReadableStream {
  return new ReadableStream({
    start(controller) {
      signal.addEventListener('abort', () => controller.error(signal.reason))
    },
  })
}

describe('mediaUrl', () => {
  it('is what storedFileName takes apart', () => {
    const files = createFileEngine({ baseUrl: `${baseUrl}/` })
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (name) => {
        expect(storedFileName(files.mediaUrl(name))).toBe(name)
      }),
    )
  })

  it('knows what is no link of a File Engine', () => {
    expect(storedFileName('a.pdf')).toBeUndefined()
    expect(storedFileName('https://cx.example.com/other?filename=a.pdf')).toBeUndefined()
    expect(storedFileName(downloadUrl)).toBeUndefined()
  })
})

describe('acceptableFileName', () => {
  it.each([
    ['image.jpg', 'image.jpg'],
    ['my_file-2 (final).PDF', 'my_file-2 _final_.PDF'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\me\\scan 1.png', 'scan 1.png'],
    ['résumé.docx', 'resume.docx'],
    ['archive.tar.gz', 'archive_tar.gz'],
    ['照片.png', 'file.png'],
    ['invoice\u202Egpj.exe', 'invoicegpj.exe'],
    ['.htaccess', 'file.htaccess'],
    ['a\u0000b\n.txt', 'ab.txt'],
    ['a b.pdf ', 'a b.pdf'],
    ['report.pdf\u200F', 'report.pdf'],
    ['report.p\u200Bdf', 'report.pdf'],
    ['folder/', 'file'],
    ['', 'file'],
    ['...', 'file'],
  ])('makes %j to %j', (name, expected) => {
    expect(acceptableFileName(name)).toBe(expected)
  })

  it('gives only what File Engine accepts, for any name, and the same again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        const acceptable = acceptableFileName(name)
        expect(acceptable).toMatch(/^[A-Za-z0-9_\- ]{1,120}(\.[A-Za-z0-9]{1,10})?$/)
        expect(acceptableFileName(acceptable)).toBe(acceptable)
      }),
      { numRuns: 500 },
    )
  }, 60_000)
})
