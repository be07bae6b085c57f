import { describe, expect, it, vi } from 'vitest'
import { createGraphClient, GraphError, LimitError, PayloadError } from '../../src/graph/index.ts'
import { limits } from '../../src/messenger/limits.ts'
import { caught } from './caught.ts'
import { client, graphServer, mid, pageAccessToken, psid, refusal, sent } from './graph-server.ts'

const answer = graphServer()
const uploaded = { json: { attachment_id: '1122334455667788' } }
const url = 'https://example.com/cat.png'

const png = Uint8Array.from([
  ...[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52],
  ...[0, 0, 0, 1, 0, 0, 0, 1, 8, 6, 0, 0, 0, 0x1f, 0x15, 0xc4, 0x89, 0, 0, 0, 0, 0x49, 0x44],
])
const pdf = new TextEncoder().encode('%PDF-1.7\n1 0 obj\n')

/** A stream of so many bytes, and how many of them were taken. */
function streamOf(size: number, chunkSize = 64 * 1024) {
  const taken = { bytes: 0, cancelled: false }
  const stream = new ReadableStream<Uint8Array>({
    pull(controller) {
      const length = Math.min(chunkSize, size - taken.bytes)
      if (length === 0) return controller.close()
      controller.enqueue(new Uint8Array(length).fill(taken.bytes % 251))
      taken.bytes += length
    },
    cancel() {
      taken.cancelled = true
    },
  })
  return { stream, taken }
}

function streamThatGives(...chunks: unknown[]): ReadableStream {
  return new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk)
      controller.close()
    },
  })
}

function lockedStream(): ReadableStream<Uint8Array> {
  const { stream } = streamOf(8)
  stream.getReader()
  return stream
}

/** The file of a form, which holds one. */
function fileOf(form: FormData | undefined): File {
  const file = form?.get('filedata')
  if (file instanceof File) return file
  throw new Error('no file in the form')
}

describe('uploadAttachment', () => {
  it('gives Meta a URL to fetch, reusable by default', async () => {
    const seen = answer(uploaded)
    const result = await client().uploadAttachment({ type: 'image', url })
    expect(result).toEqual({ attachmentId: '1122334455667788' })
    await client().uploadAttachment({ type: 'image', url, reusable: false })
    expect(seen.map(({ json }) => json)).toEqual([
      { message: { attachment: { type: 'image', payload: { url, is_reusable: true } } } },
      { message: { attachment: { type: 'image', payload: { url, is_reusable: false } } } },
    ])
    expect(seen[0]?.url.pathname).toBe('/v26.0/104857600123456/message_attachments')
  })

  it('takes a source that is undefined for none', async () => {
    const seen = answer(uploaded)
    await client().uploadAttachment({ type: 'image', url, file: undefined })
    await client().uploadAttachment({ type: 'image', url: undefined, file: new Blob([png]) })
    expect(seen.map(({ json, form }) => json ?? form?.get('message'))).toEqual([
      { message: { attachment: { type: 'image', payload: { url, is_reusable: true } } } },
      JSON.stringify({ attachment: { type: 'image', payload: { is_reusable: true } } }),
    ])
  })

  it('posts a file as multipart: message as JSON text, filedata with its type and name', async () => {
    const seen = answer(uploaded)
    const file = new File([png], 'cat.png', { type: 'image/png' })
    expect(await client().uploadAttachment({ type: 'image', file })).toEqual({
      attachmentId: '1122334455667788',
    })
    const form = seen[0]?.form
    expect([...(form?.keys() ?? [])]).toEqual(['message', 'filedata'])
    expect(JSON.parse(String(form?.get('message')))).toEqual({
      attachment: { type: 'image', payload: { is_reusable: true } },
    })
    expect(fileOf(form)).toMatchObject({ name: 'cat.png', type: 'image/png', size: png.length })
    expect(await fileOf(form).bytes()).toEqual(png)
  })

  it('reads a stream once and sends all of it', async () => {
    const seen = answer(uploaded)
    const { stream } = streamOf(3_000_000, 70_001)
    await client().uploadAttachment({ type: 'video', file: stream, fileName: 'clip.mp4' })
    const sentFile = fileOf(seen[0]?.form)
    expect(sentFile).toMatchObject({ name: 'clip.mp4', type: 'video/mp4', size: 3_000_000 })
    const expected = await new Response(streamOf(3_000_000, 70_001).stream).bytes()
    expect(Buffer.compare(await sentFile.bytes(), expected)).toBe(0)
  })

  it('sends a stream again when the first attempt failed', async () => {
    const seen = answer({ status: 500, json: {} }, uploaded)
    const { stream } = streamOf(2_000_000)
    await client({ retries: 1 }).uploadAttachment({ type: 'file', file: stream, fileName: 'a.bin' })
    expect(seen.map(({ form }) => fileOf(form).size)).toEqual([2_000_000, 2_000_000])
  })

  it.each([
    ['the bytes', { file: new Blob([png]) }, 'image/png', 'image.png'],
    [
      'the bytes, not the wrong type',
      { file: new Blob([png], { type: 'image/jpeg' }) },
      'image/png',
      'image.png',
    ],
    [
      'the type, where the bytes say nothing',
      { file: new Blob(['a;b'], { type: 'text/csv' }) },
      'text/csv',
      'image.csv',
    ],
    [
      'the name, where nothing else does',
      { file: new Blob(['a;b']), fileName: 'a.csv' },
      'text/csv',
      'a.csv',
    ],
    ['nobody', { file: new Blob(['a;b']) }, 'application/octet-stream', 'image.bin'],
    [
      'the name that is given before its own',
      { file: new File([pdf], 'a.txt'), fileName: 'b.pdf' },
      'application/pdf',
      'b.pdf',
    ],
  ])('calls a file what %s says', async (_, media, type, name) => {
    const seen = answer(uploaded)
    await client().uploadAttachment({ type: 'image', ...media })
    expect(fileOf(seen[0]?.form)).toMatchObject({ type, name })
  })

  const kinds = ['image', 'audio', 'video', 'file'] as const

  it.each(kinds)('holds an %s to its limit before anything is sent', async (type) => {
    const { max } = limits.fileBytes
    const seen = answer(uploaded)
    const file = new Blob([new Uint8Array(max + 1)])
    const error = await caught(client().uploadAttachment({ type, file }), LimitError)
    expect(error).toMatchObject({ limit: max, actual: max + 1, unit: 'bytes' })
    expect(error.message).toMatch(/^file: \d+ bytes, at most/)
    expect(seen).toEqual([])
  })

  it('takes a file that is as large as the limit', async () => {
    const seen = answer(uploaded)
    const file = new Blob([new Uint8Array(limits.fileBytes.max)])
    await client().uploadAttachment({ type: 'image', file })
    expect(seen).toHaveLength(1)
  })

  it('stops reading a stream that exceeds the limit, and sends nothing', async () => {
    const seen = answer(uploaded)
    const { max } = limits.fileBytes
    const { stream, taken } = streamOf(4 * max)
    const error = await caught(
      client().uploadAttachment({ type: 'image', file: stream }),
      LimitError,
    )
    expect(error).toMatchObject({ limit: max, unit: 'bytes' })
    expect(taken.bytes).toBeLessThan(max + 1_000_000)
    expect(taken.cancelled).toBe(true)
    expect(seen).toEqual([])
  })

  it('fails with the error of a stream that breaks', async () => {
    answer(uploaded)
    const broken = new Error('disk gone')
    const file = new ReadableStream<Uint8Array>({ pull: (controller) => controller.error(broken) })
    await expect(client().uploadAttachment({ type: 'file', file })).rejects.toBe(broken)
  })

  it('stops reading a stream when its signal is aborted', async () => {
    const seen = answer(uploaded)
    const controller = new AbortController()
    const file = new ReadableStream<Uint8Array>({ pull: () => controller.abort('leaving') })
    const { signal } = controller
    await expect(client().uploadAttachment({ type: 'file', file }, { signal })).rejects.toBe(
      'leaving',
    )
    expect(seen).toEqual([])
  })

  it.each([
    ['an empty file', { type: 'file', file: new Blob([]) }],
    ['an empty stream', { type: 'file', file: streamOf(0).stream }],
    ['a stream of texts', { type: 'file', file: streamThatGives('abc') }],
    ['a stream of ArrayBuffers', { type: 'file', file: streamThatGives(pdf, new ArrayBuffer(8)) }],
    ['a stream of other arrays', { type: 'file', file: streamThatGives(Uint16Array.of(257)) }],
    ['a stream that another reads', { type: 'file', file: lockedStream() }],
    ['no source but keys of some', { type: 'file', url: undefined, file: undefined }],
    ['no source', { type: 'file' }],
    ['two sources', { type: 'file', url, file: new Blob(['a']) }],
    ['an invalid address', { type: 'file', url: 'cat.png' }],
    ['an invalid kind', { type: 'sticker', url }],
    ['an invalid kind, of a file', { type: 'sticker', file: new Blob(['a']) }],
    ['bytes that are no Blob', { type: 'file', file: 'abc' }],
  ])('refuses %s before the network', async (_, media) => {
    const seen = answer(uploaded)
    // @ts-expect-error: check how the runtime handles media that the types refuse.
    await caught(client().uploadAttachment(media), PayloadError)
    expect(seen).toEqual([])
  })

  it('is a GraphError when the answer names no id', async () => {
    answer({ json: {} })
    const error = await caught(client().uploadAttachment({ type: 'image', url }), GraphError)
    expect(error).toMatchObject({ reason: 'unknown', possiblyDelivered: false })
  })

  it('lives with a fetch that answers before it has read the file', async () => {
    const unhandled = vi.fn()
    process.on('unhandledRejection', unhandled)
    const fetch = async () => Response.json(refusal(190).json, { status: 400 })
    const early = createGraphClient({ pageAccessToken, fetch })
    await caught(early.uploadAttachment({ type: 'file', file: new Blob([pdf]) }), GraphError)
    await new Promise((resolve) => setTimeout(resolve, 20))
    process.off('unhandledRejection', unhandled)
    expect(unhandled).not.toHaveBeenCalled()
  })
})

describe('sendAttachment', () => {
  it.each([
    [{ type: 'image', url }, { url }],
    [
      { type: 'image', url, reusable: true },
      { url, is_reusable: true },
    ],
    [{ type: 'image', attachmentId: '1122' }, { attachment_id: '1122' }],
  ] as const)('sends %o as JSON', async (media, payload) => {
    const seen = answer({ json: { ...sent.json, attachment_id: '77' } })
    const result = await client().sendAttachment(psid, media, { replyTo: mid })
    expect(result).toEqual({ recipientId: psid, messageId: mid, attachmentId: '77' })
    expect(seen[0]?.json).toEqual({
      recipient: { id: psid },
      messaging_type: 'RESPONSE',
      message: { attachment: { type: 'image', payload } },
      reply_to: { mid },
    })
  })

  it('takes a source that is undefined for none', async () => {
    const seen = answer(sent)
    const no = { url: undefined, attachmentId: undefined, file: undefined }
    await client().sendAttachment(psid, { type: 'image', ...no, attachmentId: '1122' })
    await client().sendAttachment(psid, { type: 'image', ...no, file: new Blob([png]) })
    expect(seen).toMatchObject([
      { json: { message: { attachment: { payload: { attachment_id: '1122' } } } } },
      { form: expect.any(FormData) },
    ])
  })

  it('sends a file as multipart, with all fields of the request', async () => {
    const seen = answer(sent)
    const media = { type: 'file', file: new Blob([pdf]), fileName: 'Rechnung März.pdf' } as const
    const result = await client().sendAttachment(psid, media, { replyTo: mid })
    expect(result).toEqual({ recipientId: psid, messageId: mid })
    const form = seen[0]?.form
    const fields = [...(form?.entries() ?? [])].filter(([name]) => name !== 'filedata')
    expect(fields).toEqual([
      ['recipient', JSON.stringify({ id: psid })],
      ['messaging_type', 'RESPONSE'],
      ['message', JSON.stringify({ attachment: { type: 'file', payload: {} } })],
      ['reply_to', JSON.stringify({ mid })],
    ])
    expect(fileOf(form)).toMatchObject({ name: 'Rechnung März.pdf', type: 'application/pdf' })
    expect(seen[0]?.url.pathname).toBe('/v26.0/104857600123456/messages')
  })

  it('sends a file once more without the quote that was refused', async () => {
    const seen = answer(refusal(100), sent)
    const file = new Blob([pdf])
    const result = await client().sendAttachment(psid, { type: 'file', file }, { replyTo: mid })
    expect(result).toMatchObject({ messageId: mid, quoteDropped: true })
    expect(seen.map(({ form }) => form?.has('reply_to'))).toEqual([true, false])
    expect(fileOf(seen[1]?.form).size).toBe(pdf.length)
  })

  it('sends a file without quote that was refused no second time', async () => {
    const seen = answer(refusal(100), sent)
    await caught(client().sendAttachment(psid, { type: 'file', file: new Blob([pdf]) }), GraphError)
    expect(seen).toHaveLength(1)
  })

  it.each([
    ['no PSID', '', { type: 'image', url }, {}],
    ['no PSID for a file', '', { type: 'file', file: new Blob([pdf]) }, {}],
    ['an empty attachment id', psid, { type: 'image', attachmentId: '' }, {}],
    ['an empty mid to quote', psid, { type: 'file', file: new Blob([pdf]) }, { replyTo: '' }],
  ] as const)('refuses %s before the network', async (_, to, media, options) => {
    const seen = answer(sent)
    await caught(client().sendAttachment(to, media, options), PayloadError)
    expect(seen).toEqual([])
  })
})

describe('the time that a call may take', () => {
  const image = { type: 'image', url } as const
  const video = { type: 'video', url } as const
  const usual = 30_000

  it.each([
    ['a text', (to: ReturnType<typeof client>) => to.sendText(psid, 'Hi'), usual],
    [
      'an image by URL',
      (to: ReturnType<typeof client>) => to.sendAttachment(psid, image),
      usual + limits.mediaFetch.max,
    ],
    [
      'a video by URL',
      (to: ReturnType<typeof client>) => to.sendAttachment(psid, video),
      usual + limits.videoFetch.max,
    ],
    [
      'a video by id',
      (to: ReturnType<typeof client>) =>
        to.sendAttachment(psid, { type: 'video', attachmentId: '1' }),
      usual,
    ],
    [
      'images by URL',
      (to: ReturnType<typeof client>) =>
        to.send({
          recipient: { id: psid },
          messaging_type: 'RESPONSE',
          message: { attachments: [{ type: 'image', payload: { url } }] },
        }),
      usual + limits.mediaFetch.max,
    ],
    [
      'a file',
      (to: ReturnType<typeof client>) =>
        to.uploadAttachment({ type: 'file', file: new Blob([pdf]) }),
      usual + 90_000,
    ],
  ])('is longer where Meta has media to get: %s', async (_, act, ms) => {
    vi.useFakeTimers()
    try {
      const fetch = () => new Promise<never>(() => {})
      let ended = false
      const error = caught(act(client({ fetch })), GraphError).finally(() => {
        ended = true
      })
      await vi.advanceTimersByTimeAsync(ms - 100)
      expect(ended).toBe(false)
      await vi.advanceTimersByTimeAsync(200)
      expect(await error).toMatchObject({ reason: 'timed_out' })
    } finally {
      vi.useRealTimers()
    }
  })

  it('is what the host says, for all calls', async () => {
    vi.useFakeTimers()
    try {
      const fetch = () => new Promise<never>(() => {})
      const error = caught(client({ fetch, timeoutMs: 40 }).sendAttachment(psid, video), GraphError)
      await vi.advanceTimersByTimeAsync(50)
      expect(await error).toMatchObject({ reason: 'timed_out', possiblyDelivered: true })
    } finally {
      vi.useRealTimers()
    }
  })
})
