import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createMemoryLog, type MessageLog } from '../../../src/connector/index.ts'
import { CcmError, GraphError } from '../../../src/errors.ts'
import { limits } from '../../../src/messenger/limits.ts'
import type { SendRequest } from '../../../src/messenger/send-request.ts'
import { beginnings, cim, createWorld, fileEngine, mid, picture, serve } from '../world.ts'

const png = new Blob([beginnings.png])

/** A world whose File Engine holds a picture, and counts how often it is fetched. */
function world(options: Parameters<typeof createWorld>[0] = {}) {
  const made = createWorld()
  let downloads = 0
  const files = {
    ...made.files,
    download(file: string) {
      downloads += 1
      return made.files.download(file)
    },
  }
  made.stored.set('receipt-4411.png', png)
  const { connector, sent, uploads, events, received } = createWorld({ files, ...options })
  return {
    connector,
    sent,
    uploads,
    events,
    received,
    stored: made.stored,
    downloads: () => downloads,
  }
}

describe('files of agents', () => {
  it('go to Meta by upload and to the customer by its id', async () => {
    const { connector, sent, uploads, events } = world()
    await connector.handleCim(picture('one'))
    expect(sent).toMatchObject([
      { message: { attachment: { type: 'image', payload: { attachment_id: '185791' } } } },
    ])
    expect(sent, 'the caption only repeats the name').toHaveLength(1)
    expect(uploads).toMatchObject([{ type: 'image', fileName: 'receipt-4411.png', reusable: true }])
    expect(await uploads[0]?.file.bytes()).toEqual(beginnings.png)
    expect(uploads[0]?.file.type).toBe('image/png')
    expect(events).toMatchObject([
      { type: 'rehosted', direction: 'outbound', id: 'one', size: png.size, mimeType: 'image/png' },
      { type: 'sent' },
    ])
  })

  it.each([
    ['a picture by its name', {}, 'receipt-4411.png'],
    ['a picture by its type', { mimeType: 'image/png', mediaUrl: `${fileEngine}one` }, 'one'],
    ['an IMAGE without a type', { mimeType: null, mediaUrl: `${fileEngine}one` }, 'one'],
  ])('are not the JSON of an error in place of %s', async (_, attachment, stored) => {
    const { connector, sent, received, stored: files } = world()
    files.set(stored, new Blob(['{"message":"gone"}'], { type: 'application/json;charset=UTF-8' }))
    const message = picture('one', 'receipt', { mediaUrl: fileEngine + stored, ...attachment })
    await expect(connector.handleCim(message)).rejects.toMatchObject({
      code: 'ccm_error',
      status: 200,
      retryable: true,
    })
    expect(sent).toEqual([])
    expect(received).toMatchObject([{ body: { status: 'FAILED', reasonCode: '500' } }])
  })

  it.each([
    ['data.json', 'application/octet-stream'],
    ['data.txt', 'application/json'],
    ['data.geojson', null],
    ['data', null],
  ])('may be JSON: %s, given as %s', async (name, mimeType) => {
    const { connector, sent, stored } = world()
    stored.set(name, new Blob(['{"a":1}'], { type: 'application/json' }))
    const attachment = { mediaUrl: fileEngine + name, mimeType, size: 0 }
    await connector.handleCim(cim('one', { type: 'FILE', caption: '', attachment }))
    expect(sent).toHaveLength(1)
  })

  it.each([
    ['../../receipts/may.png', 'may.png'],
    ['C:\\receipts\\may.png', 'may.png'],
    ['  ', 'receipt-4411.png'],
    ['a\r\nb.png', 'ab.png'],
    ['отчёт за май.png', 'отчёт за май.png'],
    [`${'я'.repeat(400)}.png`, `${'я'.repeat(146)}.png`],
  ])('with the name %j are %j to the customer', async (mediaName, fileName) => {
    const { connector, uploads } = world()
    await connector.handleCim(picture('one', 'receipt-4411.png', { mediaName }))
    expect(uploads).toMatchObject([{ fileName }])
  })

  it.each([
    ['the memory log', createMemoryLog()],
    ['a log that keeps no uploads', withoutUploads()],
  ])('are fetched and uploaded once in ninety days, with %s', async (_, log) => {
    let now = 1_790_000_000_000
    const { connector, sent, uploads, downloads } = world({ log, now: () => now })
    await connector.handleCim(picture('one'))
    now += limits.attachmentIdLife.max - 1
    await connector.handleCim(picture('two'))
    expect([uploads.length, downloads()]).toEqual([1, 1])
    expect(sent[1]).toMatchObject({
      message: { attachment: { payload: { attachment_id: '185791' } } },
    })
    now += 1
    await connector.handleCim(picture('three'))
    expect([uploads.length, downloads()]).toEqual([2, 2])
  })

  it('are uploaded once for customers who get them at once', async () => {
    const { connector, sent, uploads, downloads } = world()
    await Promise.all(customers.map((customer) => connector.handleCim(pictureTo(customer))))
    expect([sent.length, uploads.length, downloads()]).toEqual([3, 1, 1])
  })

  it('are uploaded again after an upload that failed', async () => {
    const graph = graphThatForgets()
    const uploadAttachment = vi.fn(graph.uploadAttachment).mockRejectedValueOnce(graphError(2))
    const { connector } = world({ graph: { ...graph, uploadAttachment } })
    await expect(connector.handleCim(picture('one'))).rejects.toThrow(GraphError)
    await connector.handleCim(picture('two'))
    expect(graph.sent).toEqual(['185791'])
  })

  it('are uploaded anew when Meta does not know their id any more', async () => {
    const graph = graphThatForgets()
    const { connector, downloads } = world({ graph })
    await connector.handleCim(picture('one'))
    graph.forgotten.add('185791')
    const second = picture('two')
    const outcome = await connector.handleCim({
      ...second,
      body: { ...second.body, caption: 'Hi' },
    })
    await connector.handleCim(picture('three'))
    expect(graph.sent).toEqual(['185791', '185792', undefined, '185792'])
    expect(outcome).toMatchObject({ mids: [mid(2), mid(3)] })
    expect(downloads()).toBe(2)
  })

  it('are uploaded anew once for customers whose messages fail at once', async () => {
    const graph = graphThatForgets()
    const { connector, downloads } = world({ graph })
    await connector.handleCim(picture('one'))
    graph.forgotten.add('185791')
    await Promise.all(customers.map((customer) => connector.handleCim(pictureTo(customer))))
    expect(graph.sent).toEqual(['185791', '185792', '185792', '185792'])
    expect(downloads()).toBe(2)
  })

  it('fail the message when Meta knows no id of them, and are not tried without end', async () => {
    const graph = graphThatForgets('185791', '185792', '185793')
    const { connector, received } = world({ graph })
    await expect(connector.handleCim(picture('one'))).rejects.toMatchObject({ subcode: 2018074 })
    expect(received[0]?.body).toMatchObject({ status: 'FAILED', reasonCode: '400' })
    expect(graph.uploads).toBe(2)
  })

  it.each(['attachmentOf', 'rememberAttachment'])(
    'go out also when %s of the log fails',
    async (method) => {
      const log = { ...createMemoryLog(), [method]: () => Promise.reject(new Error('down')) }
      const { connector, sent, events, received } = world({ log })
      await connector.handleCim(picture('one'))
      expect(sent).toMatchObject([
        { message: { attachment: { payload: { attachment_id: '185791' } } } },
      ])
      expect(received).toEqual([])
      expect(events.filter(({ type }) => type === 'failed')).toMatchObject([
        { direction: 'outbound', stage: 'log', id: 'one' },
      ])
    },
  )

  it('are uploaded anew for another Page, and when another file has the name', async () => {
    const { connector, uploads } = world()
    await connector.handleCim(picture('one', 'receipt-4411.png', { size: 10 }))
    await connector.handleCim(picture('two', 'receipt-4411.png', { size: 20 }))
    const channelData = {
      channelCustomerIdentifier: '7312345678901234',
      serviceIdentifier: '104857600999999',
    }
    const elsewhere = picture('three', 'receipt-4411.png', { size: 20 })
    await connector.handleCim({ ...elsewhere, header: { ...elsewhere.header, channelData } })
    expect(uploads).toHaveLength(3)
  })

  it('are the File Engine’s under whatever name CX reaches it', async () => {
    const { connector, uploads } = world()
    const mediaUrl =
      'http://file-engine.cx.svc:8080/api/downloadFileStream?filename=receipt-4411.png'
    await connector.handleCim(picture('one', 'receipt-4411.png', { mediaUrl }))
    expect(uploads).toHaveLength(1)
  })

  it('of another store by its host', async () => {
    const { files } = createWorld()
    const fetched: string[] = []
    const { connector, uploads } = createWorld({
      files: {
        ...files,
        mediaUrl: (name) => `https://bucket.example.com/${name}`,
        async download(file) {
          fetched.push(file)
          return new Response(png)
        },
      },
    })
    const mediaUrl = 'https://bucket.example.com/receipt-4411.png'
    await connector.handleCim(picture('one', 'receipt-4411.png', { mediaUrl }))
    expect(fetched).toEqual([mediaUrl])
    expect(uploads).toHaveLength(1)
  })

  it.each([
    'https://shop.example.com/a.png',
    'https://cx.example.com/assets/a.png',
    'https://cx.example.com/file-engine/api/thumbnails/a.png',
  ])('that anybody can fetch go by URL: %s', async (mediaUrl) => {
    const { connector, sent, uploads } = world()
    await connector.handleCim(picture('one', 'a.png', { mediaUrl }))
    expect(uploads).toEqual([])
    expect(sent).toMatchObject([{ message: { attachment: { payload: { url: mediaUrl } } } }])
  })

  it('go by URL where there is no File Engine, or nothing to upload with', async () => {
    const mediaUrl = `${fileEngine}receipt-4411.png`
    const byUrl = [{ message: { attachment: { payload: { url: mediaUrl } } } }]
    const without = world({ files: undefined })
    await without.connector.handleCim(picture('one'))
    expect(without.sent).toMatchObject(byUrl)
    const sent: unknown[] = []
    const graph = { send: async (request: unknown) => ({ messageId: `m_${sent.push(request)}` }) }
    await world({ graph }).connector.handleCim(picture('one'))
    expect(sent).toMatchObject(byUrl)
  })

  it('go by an id that the host knows', async () => {
    const { connector, sent, uploads } = world({ outbound: { attachmentId: () => '777' } })
    await connector.handleCim(picture('one'))
    expect(uploads).toEqual([])
    expect(sent).toMatchObject([{ message: { attachment: { payload: { attachment_id: '777' } } } }])
  })

  it('are detected by their bytes if CX gives neither size nor type', async () => {
    const { connector, uploads, stored, sent } = world()
    const big = new Blob([beginnings.png, new Uint8Array(limits.imageBytes.max)])
    stored.set('scan', big)
    await connector.handleCim(picture('one', 'scan', { mimeType: null, size: null }))
    await connector.handleCim(picture('two', 'scan', { mimeType: null, size: null }))
    expect(uploads).toMatchObject([{ type: 'image', fileName: 'scan' }])
    expect(sent).toMatchObject(
      Array(2).fill({
        message: { attachment: { type: 'image', payload: { attachment_id: '185791' } } },
      }),
    )
  })

  it.each([
    ['a page', 'IMAGE', 'image/jpeg', beginnings.html, 'file'],
    ['a PDF', 'IMAGE', 'image/jpeg', beginnings.pdf, 'file'],
    ['a film', 'IMAGE', 'image/jpeg', beginnings.mp4, 'video'],
    ['a picture', 'FILE', 'application/pdf', beginnings.png, 'image'],
    ['a sound', 'AUDIO', 'audio/mp4', beginnings.mp4, 'audio'],
    ['a sound without a type of CX', 'AUDIO', null, beginnings.mp4, 'audio'],
    ['a sound among the files', 'FILE', 'audio/x-m4a', beginnings.mp4, 'audio'],
    ['text', 'FILE', 'text/csv', new TextEncoder().encode('a;b'), 'file'],
  ])('that are %s go as such, called %s and %s', async (_, type, mimeType, bytes, sentAs) => {
    const { connector, sent, uploads, stored } = world()
    stored.set('photo.jpg', new Blob([bytes]))
    for (const id of ['first', 'by the kept id']) {
      const { header, body } = picture(id, 'photo.jpg', { mimeType })
      await connector.handleCim({ id, header, body: { ...body, type } })
    }
    expect(uploads).toMatchObject([{ type: sentAs }])
    expect(sent).toMatchObject(
      Array(2).fill({
        message: { attachment: { type: sentAs, payload: { attachment_id: '185791' } } },
      }),
    )
  })

  const cfb = new Uint8Array([
    0xd0,
    0xcf,
    0x11,
    0xe0,
    0xa1,
    0xb1,
    0x1a,
    0xe1,
    ...Array(512).fill(0),
  ])
  const zip = new Uint8Array([0x50, 0x4b, 0x05, 0x06, ...Array(18).fill(0)])

  it.each([
    ['letter.doc', 'application/msword', cfb, 'application/msword'],
    ['prices.xls', 'application/vnd.ms-excel', cfb, 'application/vnd.ms-excel'],
    ['talk.msg', 'application/vnd.ms-outlook', cfb, 'application/vnd.ms-outlook'],
    ['letter.doc', null, cfb, 'application/msword'],
    ['letter.doc', 'application/octet-stream', cfb, 'application/msword'],
    ['scan.bin', 'image/png', cfb, 'application/x-cfb'],
    ['book.epub', 'application/epub+zip', zip, 'application/epub+zip'],
    ['lamp.pdf', 'application/pdf', zip, 'application/zip'],
    ['files', null, zip, 'application/zip'],
  ])('called %s and %s keep that type where the bytes show only a container', async (...row) => {
    const [name, mimeType, bytes, expected] = row
    const { connector, uploads, stored, events } = world()
    stored.set(name, new Blob([bytes]))
    const { header, body } = picture('one', name, { mimeType })
    await connector.handleCim({ id: 'one', header, body: { ...body, type: 'FILE' } })
    expect(uploads).toMatchObject([{ type: 'file', fileName: name }])
    expect(uploads[0]?.file.type).toBe(expected)
    expect(events[0]).toMatchObject({ type: 'rehosted', mimeType: expected })
  })

  it('of a sticker without number go too, and what shows no type', async () => {
    const { connector, uploads, stored } = world()
    stored.set('wave', new Blob(['RIFF?']))
    await connector.handleCim(
      cim('one', { type: 'STICKER', stickerId: 'wave', mediaUrl: `${fileEngine}wave` }),
    )
    expect(uploads).toMatchObject([{ type: 'image', fileName: 'wave' }])
    expect(uploads[0]?.file.type).toBe('')
  })

  it.each([
    ['refuses', { status: 400, retryable: false }, '400'],
    ['does not find', { status: 404, retryable: true }, '500'],
    ['is too busy for', { status: 503, retryable: true }, '500'],
  ])('that File Engine %s fail the message', async (_, facts, reasonCode) => {
    const gone = new CcmError(`File Engine answered ${facts.status}`, facts)
    const { files } = createWorld()
    const { connector, received, events, sent } = createWorld({
      files: { ...files, download: () => Promise.reject(gone) },
    })
    await expect(connector.handleCim(picture('one'))).rejects.toBe(gone)
    expect(sent).toEqual([])
    expect(received[0]?.body).toMatchObject({ status: 'FAILED', reasonCode })
    expect(events).toMatchObject([{ type: 'failed', direction: 'outbound', stage: 'media' }])
  })

  it('that break off fail the message with a typed error', async () => {
    const { files } = createWorld()
    const broken = new ReadableStream({
      start: (controller) => controller.error(new TypeError('terminated')),
    })
    const { connector } = createWorld({
      files: { ...files, download: async () => new Response(broken) },
    })
    await expect(connector.handleCim(picture('one'))).rejects.toMatchObject({
      code: 'ccm_error',
      retryable: true,
    })
  })
})

describe('files of agents on a trusted host', () => {
  let server: Awaited<ReturnType<typeof serve>>
  beforeEach(async () => {
    server = await serve((request, response) => {
      if (request.url === '/a.png') response.end(beginnings.png)
      else response.writeHead(404).end()
    })
  })
  afterEach(() => server.close())
  const media = { allowHosts: ['127.0.0.1'], allowInsecure: true }

  it('go by upload', async () => {
    const { connector, uploads } = world({ media })
    await connector.handleCim(picture('one', 'a.png', { mediaUrl: `${server.url}/a.png` }))
    expect(uploads).toMatchObject([{ fileName: 'a.png' }])
  })

  it('go by URL when we cannot have them, for Meta may', async () => {
    const { connector, sent, events } = world({ media })
    const mediaUrl = `${server.url}/gone.png`
    await connector.handleCim(picture('one', 'gone.png', { mediaUrl }))
    expect(sent).toMatchObject([{ message: { attachment: { payload: { url: mediaUrl } } } }])
    expect(events[0]).toMatchObject({
      type: 'failed',
      direction: 'outbound',
      stage: 'media',
      error: { reason: 'bad_answer', status: 404 },
    })
  })
})

describe('files that Meta cannot fetch', () => {
  /** Meta, which reaches no URL. */
  function refusing(refusal = graphError(100, 2018008)) {
    const sent: unknown[] = []
    const graph = {
      async send(request: SendRequest) {
        const { attachment } = 'message' in request ? request.message : {}
        sent.push(attachment?.payload)
        if (attachment?.payload && 'url' in attachment.payload) throw refusal
        return { messageId: mid(sent.length) }
      },
      async uploadAttachment() {
        return { attachmentId: '185791' }
      },
    }
    return { graph, sent }
  }

  it.each([
    ['the code and its subcode', graphError(100, 2018008)],
    ['the number alone', graphError(2018008)],
    ['the number under another code', graphError(1, 2018008)],
    ['words alone', graphError(100)],
    ['words and an unknown subcode', graphError(100, 99)],
  ])('are uploaded and sent by id, once, if Meta says so by %s', async (_, refusal) => {
    const { graph, sent } = refusing(refusal)
    let isReachable = false
    const media = { allowHosts: ['127.0.0.1'], allowInsecure: true }
    const { connector, events } = world({ graph, media })
    // Not to be had at first, so it goes by URL; then Meta refuses the URL.
    const asked = await serve((_, response) => {
      if (isReachable) response.end(beginnings.png)
      else response.writeHead(503).end()
      isReachable = true
    })
    const mediaUrl = `${asked.url}/a.png`
    const { mids } = await connector.handleCim(picture('one', 'a.png', { mediaUrl }))
    expect(sent).toEqual([{ url: mediaUrl }, { attachment_id: '185791' }])
    expect(mids).toEqual([mid(2)])
    expect(events.map(({ type }) => type)).toEqual(['failed', 'rehosted', 'sent'])
    await asked.close()
  })

  it.each(['http://cdn.example.com/a.png', 'https://127.0.0.1/a.png', 'https://[::1]/a.png'])(
    'and that we must not fetch fail the message with Meta’s own error: %s',
    async (mediaUrl) => {
      const { graph, sent } = refusing()
      const { connector, events } = world({ graph })
      await expect(
        connector.handleCim(picture('one', 'a.png', { mediaUrl })),
      ).rejects.toMatchObject({ code: 'graph_error', subcode: 2018008 })
      expect(sent).toHaveLength(1)
      expect(events[0]).toMatchObject({ type: 'failed', stage: 'media' })
    },
  )

  it.each([graphError(100, 2018047), graphError(100, 2018109), graphError(546)])(
    'are not meant by $graphCode/$subcode, which rejects the file itself',
    async (refusal) => {
      const { graph, sent } = refusing(refusal)
      const { connector } = world({ graph })
      const mediaUrl = 'https://cdn.example.com/a.png'
      await expect(connector.handleCim(picture('one', 'a.png', { mediaUrl }))).rejects.toBe(refusal)
      expect(sent).toHaveLength(1)
    },
  )

  it('and cannot be uploaded either fail the message', async () => {
    const { graph } = refusing()
    const { connector } = world({ graph: { send: graph.send } })
    const mediaUrl = 'https://cdn.example.com/a.png'
    await expect(connector.handleCim(picture('one', 'a.png', { mediaUrl }))).rejects.toMatchObject({
      subcode: 2018008,
    })
  })
})

function withoutUploads(): MessageLog {
  const { seen, remember, midOf, cimIdOf, sentUpTo } = createMemoryLog()
  return { seen, remember, midOf, cimIdOf, sentUpTo }
}

const customers = ['7300000000000001', '7300000000000002', '7300000000000003']

/** The same picture for another customer. */
function pictureTo(customer: string) {
  const { header, ...message } = picture(`to ${customer}`)
  const channelData = { ...header.channelData, channelCustomerIdentifier: customer }
  return { ...message, header: { ...header, channelData } }
}

function graphError(graphCode: number, subcode?: number): GraphError {
  const details = { reason: 'media_rejected', retryable: false, possiblyDelivered: false } as const
  return new GraphError('send failed', { ...details, graphCode, subcode })
}

/** A Graph client that refuses ids it has forgotten, and keeps the attachment ids that it took. */
function graphThatForgets(...ids: string[]) {
  const forgotten = new Set(ids)
  const sent: unknown[] = []
  const graph = {
    forgotten,
    sent,
    uploads: 0,
    async send(request: SendRequest) {
      const { attachment } = 'message' in request ? request.message : {}
      const { payload } = attachment ?? {}
      const id = payload && 'attachment_id' in payload ? String(payload.attachment_id) : undefined
      if (id !== undefined && forgotten.has(id)) throw graphError(100, 2018074)
      return { messageId: mid(sent.push(id)) }
    },
    async uploadAttachment() {
      graph.uploads += 1
      return { attachmentId: `18579${graph.uploads}` }
    },
  }
  return graph
}
