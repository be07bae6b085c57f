import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { CcmError } from '../../../src/errors.ts'
import {
  beginnings,
  createWorld,
  fileEngine,
  mediaWebhook,
  mid,
  psid,
  serve,
  textWebhook,
  webhook,
} from '../world.ts'

const pages = new Map<string, { bytes: Uint8Array; headers?: Record<string, string> }>()
let asked: string[] = []
let cdn: Awaited<ReturnType<typeof serve>>

beforeEach(async () => {
  asked = []
  cdn = await serve((request, response) => {
    const { pathname } = new URL(request.url ?? '', cdn.url)
    asked.push(pathname)
    const page = pages.get(pathname)
    if (pathname === '/redirect.jpg') {
      response.writeHead(302, { location: cdn.url.replace('127.0.0.1', '127.0.0.2') }).end()
    } else if (pathname === '/endless.jpg') {
      const chunk = Buffer.alloc(256 * 1024)
      const more = () => {
        while (!response.destroyed && response.write(chunk));
      }
      response.on('drain', more)
      more()
    } else if (page === undefined) response.writeHead(404).end()
    else response.writeHead(200, page.headers).end(page.bytes)
  })
})
afterEach(() => cdn.close())

const trusted = { allowHosts: ['127.0.0.1'], allowInsecure: true }

function world(options: Parameters<typeof createWorld>[0] = {}) {
  const media = { ...trusted, retryForMs: 0 }
  return createWorld({ media, ...options })
}

describe('files of customers', () => {
  it('lie in File Engine when CX gets the message, under a name of their own', async () => {
    pages.set('/v/photo.jpg', { bytes: beginnings.png })
    const { connector, received, stored, events } = world()
    await connector.handleWebhook(mediaWebhook('a', [`${cdn.url}/v/photo.jpg?oh=1&oe=2`]))
    const [name = ''] = stored.keys()
    expect(name).toMatch(/^photo-[0-9a-f]{16}\.png$/)
    expect(await stored.get(name)?.bytes()).toEqual(beginnings.png)
    expect(received[0]?.body).toEqual({
      type: 'IMAGE',
      caption: '',
      attachment: {
        mediaUrl: fileEngine + name,
        mimeType: 'image/png',
        size: beginnings.png.length,
        thumbnail: '',
        mediaName: 'photo.png',
      },
      additionalDetails: { fileName: 'photo.png' },
    })
    expect(events).toMatchObject([
      {
        type: 'rehosted',
        direction: 'inbound',
        id: received[0]?.id,
        psid,
        mimeType: 'image/png',
        size: beginnings.png.length,
        disguised: false,
      },
      { type: 'received' },
    ])
  })

  it('never overwrite one another, and themselves when the webhook comes again', async () => {
    pages.set('/image.jpg', { bytes: beginnings.jpg })
    const { connector, stored } = world()
    const url = `${cdn.url}/image.jpg`
    const payload = mediaWebhook('a', [url, `${url}?second`])
    await connector.handleWebhook(payload)
    await connector.handleWebhook(mediaWebhook('b', [url]))
    expect(stored.size).toBe(3)
    const forgetful = world()
    await forgetful.connector.handleWebhook(payload)
    expect([...stored.keys()]).toEqual(expect.arrayContaining([...forgetful.stored.keys()]))
  })

  it('are not fetched again for a message that CX has', async () => {
    pages.set('/image.jpg', { bytes: beginnings.jpg })
    const { connector } = world()
    const payload = mediaWebhook('a', [`${cdn.url}/image.jpg`])
    await Promise.all([connector.handleWebhook(payload), connector.handleWebhook(payload)])
    expect(asked).toEqual(['/image.jpg'])
  })

  it('are not fetched for a message that waits for CCM to be back', async () => {
    pages.set('/image.jpg', { bytes: beginnings.jpg })
    const down = new CcmError('CCM answered 503', { status: 503, retryable: true })
    const { connector } = world({ ccm: { receive: () => Promise.reject(down) } })
    const { entry } = textWebhook('t', 'Look')
    const picture = mediaWebhook('a', [`${cdn.url}/image.jpg`])
    const payload = { object: 'page', entry: [...entry, ...picture.entry] }
    const { failed } = await connector.handleWebhook(payload)
    expect(failed.map(({ message }) => message?.body.type)).toEqual(['PLAIN', 'IMAGE'])
    expect(asked).toEqual([])
  })

  it('of a sticker and a sound are kept too', async () => {
    pages.set('/sticker.png', { bytes: beginnings.png })
    pages.set('/audioclip.mp4', { bytes: beginnings.mp4 })
    const { connector, received } = world()
    const payload = { url: `${cdn.url}/sticker.png`, sticker_id: 369239263222822 }
    const attachments = [{ type: 'sticker', payload }]
    await connector.handleWebhook(webhook({ message: { mid: mid('s'), attachments } }))
    await connector.handleWebhook(mediaWebhook('v', [`${cdn.url}/audioclip.mp4`], 'audio'))
    expect(received).toMatchObject([
      { body: { type: 'STICKER', mediaUrl: expect.stringMatching(/sticker-\w+\.png$/) } },
      { body: { type: 'AUDIO', attachment: { mimeType: 'audio/mp4' } } },
    ])
  })

  it('stay at Meta without File Engine, and where the host knows better', async () => {
    const url = `${cdn.url}/image.jpg`
    const without = world({ files: undefined })
    await without.connector.handleWebhook(mediaWebhook('a', [url]))
    expect(without.received[0]?.body).toMatchObject({ attachment: { mediaUrl: url } })
    const knowing = world({ inbound: { media: () => ({ mediaUrl: 'https://mine.example/a' }) } })
    await knowing.connector.handleWebhook(mediaWebhook('a', [url]))
    expect(knowing.received[0]?.body).toMatchObject({
      attachment: { mediaUrl: 'https://mine.example/a' },
    })
    expect(asked).toEqual([])
  })

  it('are held in memory a few at a time', async () => {
    pages.set('/image.jpg', { bytes: beginnings.jpg })
    let atOnce = 0
    let most = 0
    const { files } = createWorld()
    const { connector, received } = world({
      media: { allowHosts: ['127.0.0.1'], allowInsecure: true, maxConcurrent: 2 },
      files: {
        ...files,
        async upload(file, options) {
          most = Math.max(most, ++atOnce)
          await new Promise((resolve) => setTimeout(resolve, 5))
          atOnce -= 1
          return files.upload(file, options)
        },
      },
    })
    const urls = Array.from({ length: 6 }, (_, index) => `${cdn.url}/image.jpg?${index}`)
    await connector.handleWebhook(mediaWebhook('a', urls))
    expect(received).toHaveLength(6)
    expect(most).toBe(2)
  })

  it('that File Engine does not take leave the message with its link and a note', async () => {
    pages.set('/image.jpg', { bytes: beginnings.jpg })
    const down = new CcmError('File Engine answered 503', { status: 503, retryable: true })
    const { files } = createWorld()
    const { connector, received, events } = world({
      files: { ...files, upload: () => Promise.reject(down) },
    })
    const url = `${cdn.url}/image.jpg`
    const { failed } = await connector.handleWebhook(mediaWebhook('a', [url]))
    expect(failed).toEqual([])
    expect(received[0]?.body).toMatchObject({ attachment: { mediaUrl: url } })
    expect(received[0]?.header.channelData.additionalAttributes).toEqual([
      { key: 'MESSAGE_TYPE', type: 'String100', value: 'DM' },
      {
        key: 'mediaNote',
        type: 'String2000',
        value: 'Not copied to File Engine, the link may expire. File Engine answered 503',
      },
    ])
    expect(events[0]).toMatchObject({
      type: 'failed',
      direction: 'inbound',
      stage: 'media',
      id: received[0]?.id,
      error: { code: 'ccm_error', status: 503 },
    })
  })

  it('that fail in a strange way leave a note without the details', async () => {
    pages.set('/image.jpg', { bytes: beginnings.jpg })
    const { files } = createWorld()
    const { connector, received } = world({
      files: { ...files, upload: () => Promise.reject(new Error('secret')) },
    })
    await connector.handleWebhook(mediaWebhook('a', [`${cdn.url}/image.jpg`]))
    expect(JSON.stringify(received)).toContain('something went wrong')
    expect(JSON.stringify(received)).not.toContain('secret')
  })
})

describe('hostile files', () => {
  it('a page called .jpg is stored as a type that no browser opens, and reported', async () => {
    pages.set('/cat.jpg', { bytes: beginnings.html, headers: { 'content-type': 'image/jpeg' } })
    const { connector, received, stored, events } = world()
    await connector.handleWebhook(mediaWebhook('a', [`${cdn.url}/cat.jpg`]))
    const [[name, file] = ['', new Blob()]] = stored
    expect(name).toMatch(/^cat_jpg-[0-9a-f]{16}\.bin$/)
    expect(file.type).toBe('application/octet-stream')
    expect(received[0]?.body).toMatchObject({
      attachment: { mimeType: 'application/octet-stream', mediaName: 'cat.jpg.bin' },
    })
    expect(events[0]).toMatchObject({ type: 'rehosted', disguised: true })
  })

  it.each([
    ['a stream without end', '/endless.jpg', 'too_long'],
    ['a redirect to another address of loopback', '/redirect.jpg', 'insecure'],
    ['a file that is gone', '/gone.jpg', 'bad_answer'],
  ])('%s does no harm and is reported', async (_, path, reason) => {
    const { connector, received, stored, events } = world({
      media: { allowHosts: ['127.0.0.1'], allowInsecure: true, maxBytes: 2 * 1024 * 1024 },
    })
    await connector.handleWebhook(mediaWebhook('a', [cdn.url + path]))
    expect(received[0]?.body).toMatchObject({ attachment: { mediaUrl: cdn.url + path } })
    expect(stored.size).toBe(0)
    expect(events[0]).toMatchObject({ type: 'failed', stage: 'media', error: { reason } })
  })

  it('an address of the host itself is not asked', async () => {
    const { connector, received, events } = createWorld()
    await connector.handleWebhook(mediaWebhook('a', [`${cdn.url}/image.jpg`]))
    expect(received).toHaveLength(1)
    expect(asked).toEqual([])
    expect(events[0]).toMatchObject({ type: 'failed', error: { reason: 'insecure' } })
  })

  it('a name with folders and marks that turn the writing around leads nowhere', async () => {
    const path = '/..%2F..%2F%E2%80%AEfdp.exe'
    pages.set(path, { bytes: beginnings.exe })
    const { connector, received, stored } = world()
    await connector.handleWebhook(mediaWebhook('a', [cdn.url + path], 'file'))
    expect([...stored.keys()]).toEqual([expect.stringMatching(/^fdp-[0-9a-f]{16}\.exe$/)])
    expect(received[0]?.body).toMatchObject({ additionalDetails: { fileName: 'fdp.exe' } })
  })
})

describe('files that File Engine does not take just now', () => {
  const down = new CcmError('File Engine answered 503', { status: 503, retryable: true })

  it('are offered again until it does, while other customers do not wait', async () => {
    pages.set('/image.jpg', { bytes: beginnings.jpg })
    const made = createWorld()
    let isDown = true
    const offers: string[] = []
    const media = { ...trusted, retryForMs: 20_000 }
    const { connector, received, events } = createWorld({
      media,
      files: {
        ...made.files,
        upload(file, options) {
          offers.push(options.fileName)
          return isDown ? Promise.reject(down) : made.files.upload(file, options)
        },
      },
    })
    const pictured = connector.handleWebhook(mediaWebhook('a', [`${cdn.url}/image.jpg`]))
    const next = connector.handleWebhook(textWebhook('b', 'And this is why'))
    await vi.waitFor(() => expect(offers.length).toBeGreaterThan(1), 10_000)
    await connector.handleWebhook(textWebhook('c', 'Hello', { customer: '7300000000000002' }))
    expect(received.map(({ body }) => body.type)).toEqual(['PLAIN'])
    isDown = false
    await Promise.all([pictured, next])
    expect(received.slice(1).map(({ body }) => body.type)).toEqual(['IMAGE', 'PLAIN'])
    expect(received[1]?.body).toMatchObject({ attachment: { mediaUrl: fileEngine + offers[0] } })
    expect(new Set(offers).size).toBe(1)
    expect(events.filter(({ type }) => type === 'failed')).toEqual([])
  })

  it('are given up after the time for it, and the message goes with Meta’s link', async () => {
    pages.set('/image.jpg', { bytes: beginnings.jpg })
    const upload = vi.fn(() => Promise.reject(down))
    const { files } = createWorld()
    const media = { ...trusted, retryForMs: 300 }
    const { connector, received } = createWorld({ media, files: { ...files, upload } })
    const url = `${cdn.url}/image.jpg`
    const { failed } = await connector.handleWebhook(mediaWebhook('a', [url]))
    expect(failed).toEqual([])
    expect(upload.mock.calls.length).toBeGreaterThan(1)
    expect(received[0]?.body).toMatchObject({ type: 'IMAGE', attachment: { mediaUrl: url } })
  })

  it.each([0, 200])('are given up in time where File Engine hangs: %i', async (retryForMs) => {
    pages.set('/image.jpg', { bytes: beginnings.jpg })
    const signals: (AbortSignal | undefined)[] = []
    const { files } = createWorld()
    const media = { ...trusted, retryForMs, timeoutMs: 1000 }
    const { connector, received } = createWorld({
      media,
      files: {
        ...files,
        upload: (_, { signal }) => {
          signals.push(signal)
          return new Promise(() => {})
        },
      },
    })
    const url = `${cdn.url}/image.jpg`
    await connector.handleWebhook(mediaWebhook('a', [url]))
    expect(received[0]?.body).toMatchObject({ type: 'IMAGE', attachment: { mediaUrl: url } })
    expect(JSON.stringify(received[0])).toContain('File Engine did not take the file in time')
    // The upload is aborted, too.
    expect(signals.length).toBeGreaterThan(0)
    expect(signals.every((signal) => signal?.aborted)).toBe(true)
  })

  it('are not offered again where their link is dead', async () => {
    const media = { ...trusted, retryForMs: 20_000 }
    const { connector } = createWorld({ media })
    await connector.handleWebhook(mediaWebhook('a', [`${cdn.url}/gone.jpg`]))
    expect(asked.filter((path) => path === '/gone.jpg')).toHaveLength(1)
  })

  it('wait for an invalid time', () => {
    expect(() => createWorld({ media: { retryForMs: -1 } })).toThrow('media.retryForMs')
  })
})

describe('files that File Engine refuses', () => {
  it.each([
    [
      { status: 404, detail: 'Virus found: Eicar' },
      'File Engine refused the file. Virus found: Eicar',
    ],
    [{ status: 413 }, 'File Engine refused the file. File Engine answered 413'],
  ])('go as words about them, and no link to them reaches CX: %o', async (facts, value) => {
    const refused = new CcmError(`File Engine answered ${facts.status}`, {
      ...facts,
      retryable: false,
    })
    const upload = vi.fn(() => Promise.reject(refused))
    const { files } = createWorld()
    const media = { ...trusted, retryForMs: 20_000 }
    const { connector, received, events, stored } = createWorld({
      media,
      files: { ...files, upload },
    })
    const url = `${cdn.url}/v/Invoice%20%5B1%5D.pdf?oh=1`
    pages.set('/v/Invoice%20%5B1%5D.pdf', { bytes: beginnings.pdf })
    const payload = webhook({
      message: {
        mid: mid('quoting'),
        text: 'My invoice',
        attachments: [{ type: 'file', payload: { url } }],
      },
    })
    const { failed, delivered } = await connector.handleWebhook(payload)
    expect(failed).toEqual([])
    expect(upload).toHaveBeenCalledTimes(1)
    expect(delivered).toHaveLength(2)
    const size = beginnings.pdf.length
    expect(received[1]?.body).toEqual({
      type: 'PLAIN',
      markdownText: `[File refused: Invoice 1.pdf, application/pdf, ${size} bytes]`,
    })
    expect(received[1]?.header).toMatchObject({
      providerMessageId: mid('quoting'),
      channelData: {
        additionalAttributes: [
          { key: 'MESSAGE_TYPE', value: 'DM' },
          { key: 'mediaNote', type: 'String2000', value },
        ],
      },
    })
    expect(JSON.stringify(received)).not.toContain(cdn.url)
    expect(stored.size).toBe(0)
    expect(events[0]).toMatchObject({
      type: 'failed',
      stage: 'media',
      error: { code: 'ccm_error' },
    })
    expect(await connector.handleWebhook(payload)).toMatchObject({ delivered: [], failed: [] })
  })

  it('leave the other files of the message as they are', async () => {
    pages.set('/bad.jpg', { bytes: beginnings.jpg })
    pages.set('/good.png', { bytes: beginnings.png })
    const made = createWorld()
    const refused = new CcmError('File Engine answered 415', { status: 415, retryable: false })
    const { connector, received } = world({
      files: {
        ...made.files,
        upload: (file, options) =>
          file.type === 'image/jpeg' ? Promise.reject(refused) : made.files.upload(file, options),
      },
    })
    const urls = ['/bad.jpg', '/good.png'].map((path) => cdn.url + path)
    await connector.handleWebhook(mediaWebhook('a', urls))
    expect(received.map(({ body }) => body.type)).toEqual(['PLAIN', 'IMAGE'])
  })

  it('are a sticker too', async () => {
    pages.set('/s.png', { bytes: beginnings.png })
    const { files } = createWorld()
    const refused = new CcmError('File Engine answered 422', { status: 422, retryable: false })
    const { connector, received } = world({
      files: { ...files, upload: () => Promise.reject(refused) },
    })
    const payload = { url: `${cdn.url}/s.png`, sticker_id: 369239263222822 }
    await connector.handleWebhook(
      webhook({ message: { mid: mid('s'), attachments: [{ type: 'image', payload }] } }),
    )
    expect(received.map(({ body }) => body.type)).toEqual(['PLAIN'])
    expect(JSON.stringify(received)).not.toContain(cdn.url)
  })
})
