import { afterEach, describe, expect, it, vi } from 'vitest'
import { PayloadError } from '../../src/errors.ts'
import { limits } from '../../src/messenger/limits.ts'
import {
  createWebhookHandler,
  signWebhook,
  type WebhookHandlerOptions,
} from '../../src/webhook/index.ts'

const appSecret = '0123456789abcdef0123456789abcdef'
const address = 'https://host.example/webhook'
const payload = {
  object: 'page',
  entry: [
    { id: '104857600123456', time: 1718000000000, messaging: [{ message: { text: 'Grüße 👋' } }] },
  ],
}

afterEach(() => {
  vi.restoreAllMocks()
})

describe('GET', () => {
  it('answers the challenge of Meta', async () => {
    const { handle } = host()
    const query = 'hub.mode=subscribe&hub.verify_token=token%20of%20mine&hub.challenge=42'
    const response = await handle(new Request(`${address}?${query}`))
    expect([response.status, await response.text()]).toEqual([200, '42'])
  })

  it('refuses everybody else', async () => {
    const { handle } = host()
    expect((await handle(new Request(address))).status).toBe(403)
  })
})

describe('POST', () => {
  it('answers 200 before it gives the payload to the host', async () => {
    const { handle, onWebhook } = host()
    const response = await handle(post(JSON.stringify(payload)))
    expect(response.status).toBe(200)
    expect(await response.text()).toBe('EVENT_RECEIVED')
    expect(onWebhook).not.toHaveBeenCalled()
    await vi.waitFor(() => expect(onWebhook).toHaveBeenCalledExactlyOnceWith(payload))
  })

  it('does not let Meta wait for the host', async () => {
    const { handle } = host({ onWebhook: () => new Promise(() => {}) })
    expect((await handle(post('{}'))).status).toBe(200)
  })

  it('keeps the order of webhooks', async () => {
    const { handle, onWebhook } = host()
    for (const index of [0, 1, 2, 3]) await handle(post(`[${index}]`))
    await vi.waitFor(() => expect(onWebhook.mock.calls).toEqual([[[0]], [[1]], [[2]], [[3]]]))
  })

  it('keeps all digits of long ids', async () => {
    const { handle, onWebhook } = host()
    await handle(post('{"sticker_id":12345678901234567890}'))
    await vi.waitFor(() =>
      expect(onWebhook).toHaveBeenCalledWith({ sticker_id: '12345678901234567890' }),
    )
  })

  it('accepts what any of several secrets signed', async () => {
    const { handle } = host({ appSecret: ['the new one', appSecret] })
    expect((await handle(post('{}'))).status).toBe(200)
  })

  it.each([
    ['no signature', null],
    ['a malformed one', 'sha256=1234'],
    ['one of another secret', signWebhook('{}', 'guess')],
  ])('answers 401 to %s, and the payload reaches nothing', async (_name, signature) => {
    const { handle, onWebhook, onError } = host()
    const response = await handle(post('{}', { signature }))
    expect(response.status).toBe(401)
    await nextTurns()
    expect(onWebhook).not.toHaveBeenCalled()
    expect(onError).not.toHaveBeenCalled()
  })

  it.each([
    ['an empty body', ''],
    ['a form', 'entry=1'],
    ['half a body', '{"object":'],
    ['bytes that are no UTF-8', Uint8Array.from([0x22, 0xc3, 0x28, 0x22])],
  ])('answers 400 to %s that is signed', async (_name, body) => {
    const { handle, onWebhook } = host()
    expect((await handle(post(body))).status).toBe(400)
    await nextTurns()
    expect(onWebhook).not.toHaveBeenCalled()
  })

  it('answers 401, not 400, to what is neither signed nor JSON', async () => {
    const { handle } = host()
    expect((await handle(post('entry=1', { signature: null }))).status).toBe(401)
  })

  it('takes a byte order mark for no part of the JSON', async () => {
    const { handle, onWebhook } = host()
    await handle(post(`\ufeff${JSON.stringify(payload)}`))
    await vi.waitFor(() => expect(onWebhook).toHaveBeenCalledWith(payload))
  })

  it('takes a request without body for an empty one', async () => {
    const { handle } = host()
    const headers = { 'x-hub-signature-256': signWebhook('', appSecret) }
    expect((await handle(new Request(address, { method: 'POST', headers }))).status).toBe(400)
  })
})

describe('a body that is too long', () => {
  const max = limits.webhookBytes.max

  it('is distinguished from one that just fits', async () => {
    const { handle } = host()
    expect((await handle(post(`"${'a'.repeat(max - 2)}"`))).status).toBe(200)
    expect((await handle(post(`"${'a'.repeat(max - 1)}"`))).status).toBe(413)
  })

  it('has the limit that the host gives', async () => {
    const { handle } = host({ maxBytes: 4 })
    expect((await handle(post('"ab"'))).status).toBe(200)
    expect((await handle(post('"abc"'))).status).toBe(413)
  })

  it('is refused by its length before anything of it is read', async () => {
    const { handle } = host()
    const { request, pulled } = streaming({ length: String(max + 1), chunks: 5, chunkBytes: 10 })
    expect((await handle(request)).status).toBe(413)
    expect(pulled()).toBeLessThanOrEqual(1)
  })

  it.each([
    ['without a length', undefined],
    ['with a length that is too small', '10'],
    ['with an invalid length', 'many'],
  ])('is cut off while it streams, %s', async (_name, length) => {
    const { handle, onWebhook } = host()
    const { request, pulled, cancelled } = streaming({ length, chunks: 100, chunkBytes: max / 4 })
    expect((await handle(request)).status).toBe(413)
    expect(pulled()).toBeLessThan(10)
    expect(cancelled()).toBe(true)
    await nextTurns()
    expect(onWebhook).not.toHaveBeenCalled()
  })

  it.each([
    ['cannot be stopped', () => Promise.reject(new Error('no'))],
    ['does not say that it has stopped', () => new Promise<void>(() => {})],
  ])(
    'is refused where its source %s',
    async (_name, cancel) => {
      const { handle, onError } = host()
      const pull = (controller: ReadableStreamDefaultController) =>
        controller.enqueue(new Uint8Array(max))
      const response = await handle(postStream(new ReadableStream({ pull, cancel })))
      expect(response.status).toBe(413)
      await nextTurns()
      expect(onError).not.toHaveBeenCalled()
    },
    5000,
  )

  it('is one that comes in many small pieces, too', async () => {
    const { handle, onWebhook } = host()
    const text = JSON.stringify(payload)
    const pieces = Array.from(new TextEncoder().encode(text), (byte) => Uint8Array.of(byte))
    const body = new ReadableStream({
      start(controller) {
        for (const piece of pieces) controller.enqueue(piece)
        controller.close()
      },
    })
    const headers = { 'x-hub-signature-256': signWebhook(text, appSecret) }
    const response = await handle(postStream(body, headers))
    expect(response.status).toBe(200)
    await vi.waitFor(() => expect(onWebhook).toHaveBeenCalledWith(payload))
  })
})

describe('a body that cannot be read', () => {
  it('is reported to the host if the connection broke', async () => {
    const { handle, onError } = host()
    const broken = new Error('connection reset')
    const body = new ReadableStream({ pull: (controller) => controller.error(broken) })
    const response = await handle(postStream(body))
    expect(response.status).toBe(400)
    expect(onError).toHaveBeenCalledExactlyOnceWith(broken)
  })

  it('is printed as what it is without onError, or where that fails', async () => {
    const print = vi.spyOn(console, 'error').mockImplementation(() => {})
    const broken = () =>
      postStream(new ReadableStream({ pull: (stream) => stream.error(new TypeError('reset')) }))
    const silent = { appSecret, verifyToken: 'token', onWebhook: () => {} }
    await createWebhookHandler(silent)(broken())
    await host({ onError: () => Promise.reject(new RangeError('again')) }).handle(broken())
    expect(print.mock.calls.map(([line]) => String(line).split('\n')[0])).toEqual([
      'messenger-cim: reading the body failed with TypeError',
      'messenger-cim: reading the body failed with TypeError',
      'messenger-cim: onError failed with RangeError',
    ])
  })

  it.each([
    ['read it before', (request: Request) => request.text()],
    ['took it before and has not read it', (request: Request) => request.body?.getReader()],
  ])('rejects where something %s', async (_name, take) => {
    const { handle, onError } = host()
    const request = post('{}')
    await take(request)
    const error = await handle(request).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ name: 'SignatureError', reason: 'mismatch' })
    expect(String(error)).toContain('the body is parsed already')
    expect(onError).not.toHaveBeenCalled()
  })
})

describe('a failure of the host', () => {
  const failure = new Error('what a person wrote')

  it.each([
    [
      'throws',
      () => {
        throw failure
      },
    ],
    ['rejects', () => Promise.reject(failure)],
  ])('goes to onError and never to Meta when onWebhook %s', async (_name, onWebhook) => {
    const { handle, onError } = host({ onWebhook })
    expect((await handle(post('{}'))).status).toBe(200)
    await vi.waitFor(() => expect(onError).toHaveBeenCalledExactlyOnceWith(failure))
  })

  it('goes to the console without onError: name and place, not the message', async () => {
    const print = vi.spyOn(console, 'error').mockImplementation(() => {})
    const handle = createWebhookHandler({
      appSecret,
      verifyToken: 'token',
      onWebhook: () => Promise.reject(new TypeError('what a person wrote')),
    })
    await settled(handle, post('{}'))
    expect(print).toHaveBeenCalledOnce()
    const [line] = print.mock.calls[0] ?? []
    expect(line).toMatch(/^messenger-cim: onWebhook failed with TypeError\n +at /)
    expect(line).not.toContain('what a person wrote')
  })

  it.each([
    ['as it was made', (error: Error) => error],
    ['that was changed since', (error: Error) => Object.assign(error, { message: 'other' })],
  ])('goes to the console without what looks like a place in a message %s', async (_, change) => {
    const print = vi.spyOn(console, 'error').mockImplementation(() => {})
    const message = 'Deliver it\n at Elm Street 5\n    at the back door\n'
    const handle = createWebhookHandler({
      appSecret,
      verifyToken: 'token',
      onWebhook: () => Promise.reject(change(new TypeError(message))),
    })
    await settled(handle, post('{}'))
    const [line] = print.mock.calls[0] ?? []
    expect(line).toMatch(/^messenger-cim: onWebhook failed with TypeError\n {4}at .+:\d+:\d+/)
    expect(line).not.toMatch(/Elm|back door/)
  })

  it('goes to the console without a message that is a place itself', async () => {
    const print = vi.spyOn(console, 'error').mockImplementation(() => {})
    const handle = createWebhookHandler({
      appSecret,
      verifyToken: 'token',
      onWebhook: () => Promise.reject(new TypeError('\n    at Elm Street:5:1')),
    })
    await settled(handle, post('{}'))
    expect(print.mock.calls[0]?.[0]).not.toContain('Elm')
  })

  it.each([['a string'], [undefined], [Object.assign(new Error('x'), { stack: undefined })]])(
    'goes to the console also as %s',
    async (thrown) => {
      const print = vi.spyOn(console, 'error').mockImplementation(() => {})
      const handle = createWebhookHandler({
        appSecret,
        verifyToken: 'token',
        onWebhook: () => Promise.reject(thrown),
      })
      await settled(handle, post('{}'))
      const name = thrown instanceof Error ? 'Error' : typeof thrown
      expect(print).toHaveBeenCalledExactlyOnceWith(`messenger-cim: onWebhook failed with ${name}`)
    },
  )

  it('goes to the console together with that of onError itself', async () => {
    const print = vi.spyOn(console, 'error').mockImplementation(() => {})
    const { handle } = host({
      onWebhook: () => Promise.reject(failure),
      onError: () => Promise.reject(new RangeError('again')),
    })
    await settled(handle, post('{}'))
    expect(print.mock.calls.map(([line]) => String(line).split('\n')[0])).toEqual([
      'messenger-cim: onWebhook failed with Error',
      'messenger-cim: onError failed with RangeError',
    ])
  })
})

describe('waitUntil', () => {
  it('gets a promise that settles when the host is done', async () => {
    const done: string[] = []
    const { handle } = host({
      onWebhook: async () => {
        await nextTurns()
        done.push('work')
      },
    })
    await settled(handle, post('{}'))
    expect(done).toEqual(['work'])
  })

  it('is not called for a refused request', async () => {
    const { handle } = host()
    const waitUntil = vi.fn()
    await handle(post('{}', { signature: null }), { waitUntil })
    expect(waitUntil).not.toHaveBeenCalled()
  })
})

describe('other requests and options', () => {
  it.each(['PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS'])('answers 405 to %s', async (method) => {
    const { handle } = host()
    const response = await handle(new Request(address, { method }))
    expect(response.status).toBe(405)
    expect(response.headers.get('allow')).toBe('GET, POST')
  })

  it.each([
    ['appSecret', { appSecret: '' }],
    ['appSecret', { appSecret: [] }],
    ['appSecret', { appSecret: [appSecret, ''] }],
    ['verifyToken', { verifyToken: '' }],
    ['maxBytes', { maxBytes: 0 }],
    ['maxBytes', { maxBytes: Number.NaN }],
  ])('refuses an %s that is no sensible value: %j', (option, change) => {
    const create = () => host(change)
    expect(create).toThrow(PayloadError)
    expect(create).toThrow(`Invalid options: ${option}: is`)
  })

  it('refuses to be made without onWebhook', () => {
    // @ts-expect-error: a caller without types
    expect(() => createWebhookHandler({ appSecret, verifyToken: 'token' })).toThrow(
      'Invalid options: onWebhook: expected a function',
    )
  })
})

function host(change: Partial<WebhookHandlerOptions> = {}) {
  const onWebhook = vi.fn<WebhookHandlerOptions['onWebhook']>()
  const onError = vi.fn<NonNullable<WebhookHandlerOptions['onError']>>()
  const handle = createWebhookHandler({
    appSecret,
    verifyToken: 'token of mine',
    onWebhook,
    onError,
    ...change,
  })
  return { handle, onWebhook, onError }
}

function post(
  body: string | Uint8Array<ArrayBuffer>,
  { signature = signWebhook(body, appSecret) }: { signature?: string | null } = {},
): Request {
  const headers = signature === null ? {} : { 'X-Hub-Signature-256': signature }
  return new Request(address, { method: 'POST', headers, body })
}

/** A request whose body streams; `duplex` is required then, and not in TypeScript's DOM types yet. */
function postStream(body: ReadableStream, headers: Record<string, string> = {}): Request {
  const init = { method: 'POST', headers, body, duplex: 'half' }
  return new Request(address, init)
}

/** A request whose body is made as it is read. */
function streaming({
  length,
  chunks,
  chunkBytes,
}: {
  length: string | undefined
  chunks: number
  chunkBytes: number
}) {
  let pulled = 0
  let cancelled = false
  const body = new ReadableStream({
    pull(controller) {
      pulled += 1
      controller.enqueue(new Uint8Array(chunkBytes))
      if (pulled === chunks) controller.close()
    },
    cancel() {
      cancelled = true
    },
  })
  const request = postStream(body, length === undefined ? {} : { 'content-length': length })
  return { request, pulled: () => pulled, cancelled: () => cancelled }
}

/** Handles a request and waits for the host's own work. */
async function settled(handle: ReturnType<typeof createWebhookHandler>, request: Request) {
  const works: Promise<void>[] = []
  await handle(request, { waitUntil: (work) => works.push(work) })
  await Promise.all(works)
}

/** Lets everything happen that was put off to a later turn. */
function nextTurns(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 20))
}
