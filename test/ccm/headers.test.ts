import { describe, expect, it, vi } from 'vitest'
import {
  CcmError,
  createCcmClient,
  createFileEngine,
  type HeadersFunction,
  PayloadError,
} from '../../src/ccm/index.ts'
import { failureOf, printed } from './failure-of.ts'
import { plainMessage } from './message.ts'

const baseUrl = 'https://cx.example.com/ccm'
const message = plainMessage('Hello')

/** A service that answers one status after the other, the last one for good, and keeps what came with each call. */
function service(...statuses: number[]) {
  const seen: (string | null)[] = []
  async function fetch(input: Parameters<typeof globalThis.fetch>[0], init?: RequestInit) {
    const request = new Request(input, init)
    await request.arrayBuffer()
    seen.push(request.headers.get('authorization'))
    const status = statuses[Math.min(seen.length, statuses.length) - 1] ?? 200
    return Response.json({ name: 'a.pdf' }, { status, headers: { 'retry-after': '0' } })
  }
  return { seen, fetch }
}

/** Gives another token at each ask, and keeps what it was asked with. */
function tokens() {
  const asks: unknown[] = []
  const headers: HeadersFunction = (ask) => {
    asks.push(ask)
    return { authorization: `Bearer token-${asks.length}` }
  }
  return { asks, headers }
}

describe('headers as a function', () => {
  it('are asked for before each attempt', async () => {
    const { seen, fetch } = service(503, 429, 200)
    const { asks, headers } = tokens()
    await createCcmClient({ baseUrl, fetch, headers }).receive(message)
    expect(seen).toEqual(['Bearer token-1', 'Bearer token-2', 'Bearer token-3'])
    expect(asks).toEqual([{}, {}, {}])
  })

  it('may take their time', async () => {
    const { seen, fetch } = service(200)
    const headers = async () => ({ authorization: 'Bearer later' })
    await createCcmClient({ baseUrl, fetch, headers }).receive(message)
    expect(seen).toEqual(['Bearer later'])
  })

  it('may be none', async () => {
    const { seen, fetch } = service(503, 200)
    let asked = 0
    const headers = () => {
      asked += 1
      return asked === 1 ? { authorization: 'Bearer first' } : undefined
    }
    await createCcmClient({ baseUrl, fetch, headers }).receive(message)
    expect(seen).toEqual(['Bearer first', null])
  })

  it.each([0, 4])('are asked for anew after a 401, with %d retries', async (retries) => {
    const { seen, fetch } = service(401, 200)
    const { asks, headers } = tokens()
    await createCcmClient({ baseUrl, fetch, headers, retries }).receive(message)
    expect(seen).toEqual(['Bearer token-1', 'Bearer token-2'])
    expect(asks).toEqual([{}, { refresh: true }])
  })

  it('are renewed once, and a second 401 is thrown', async () => {
    const { seen, fetch } = service(401)
    const { asks, headers } = tokens()
    const error = await failureOf(createCcmClient({ baseUrl, fetch, headers }).receive(message))
    expect(error).toMatchObject({ status: 401, refused: false, retryable: true })
    expect(seen).toHaveLength(2)
    expect(asks).toEqual([{}, { refresh: true }])
  })

  it('serve File Engine too, whose form is sent whole again', async () => {
    const { seen, fetch } = service(401, 503, 200)
    const { asks, headers } = tokens()
    const files = createFileEngine({ baseUrl: 'http://files:8080', fetch, headers })
    await files.upload(new Blob(['a pdf']), { fileName: 'a.pdf', conversationId: 'c1' })
    expect(seen).toHaveLength(3)
    expect(asks).toEqual([{}, { refresh: true }, {}])
  })

  it('that stay the same are not tried again after a 401', async () => {
    const { seen, fetch } = service(401, 200)
    const ccm = createCcmClient({ baseUrl, fetch, headers: { authorization: 'Bearer fixed' } })
    expect(await failureOf(ccm.receive(message))).toMatchObject({ status: 401, retryable: true })
    expect(seen).toEqual(['Bearer fixed'])
  })

  const secret = 'client-secret-4f1d'
  it.each<[string, HeadersFunction]>([
    [
      'throws',
      () => {
        throw new Error(`cannot log in with ${secret}`, { cause: { secret } })
      },
    ],
    ['rejects', () => Promise.reject(new TypeError(secret))],
    ['gives what is no header', () => ({ authorization: `${secret}\nline` })],
  ])('fails the call when the function %s, without a word of it', async (_, headers) => {
    const { seen, fetch } = service(200)
    const error = await failureOf(createCcmClient({ baseUrl, fetch, headers }).receive(message))
    expect(error).toMatchObject({ code: 'ccm_error', refused: false, retryable: true })
    expect(error).toMatchObject({ status: undefined, message: expect.stringContaining('CCM') })
    expect(printed(error)).not.toContain(secret)
    expect(seen).toEqual([])
  })

  it('passes on a CcmError of the function, and does not ask again at once', async () => {
    let asked = 0
    const own = new CcmError('No token: Keycloak answered 503.', { retryable: true })
    const headers = () => {
      asked += 1
      return Promise.reject(own)
    }
    const { fetch } = service(200)
    expect(await failureOf(createCcmClient({ baseUrl, fetch, headers }).receive(message))).toBe(own)
    expect(asked).toBe(1)
  })

  it('do not hang a call', async () => {
    const { fetch } = service(200)
    const headers = () => new Promise<never>(() => {})
    const ccm = createCcmClient({ baseUrl, fetch, headers, timeoutMs: 20 })
    expect(await failureOf(ccm.receive(message))).toMatchObject({
      retryable: true,
      message: 'CCM was not called: the function that gives its headers gave none in time',
    })
  })

  it('are not asked for when the signal has aborted before', async () => {
    const reason = new Error('leaving')
    const headers = vi.fn(() => ({}))
    const ccm = createCcmClient({ baseUrl, headers })
    expect(await failureOf(ccm.receive(message, { signal: AbortSignal.abort(reason) }))).toBe(
      reason,
    )
    expect(headers).not.toHaveBeenCalled()
  })

  it('stop at the signal of the call', async () => {
    const { seen, fetch } = service(200)
    const stop = new AbortController()
    const reason = new Error('shutting down')
    const headers = () => {
      stop.abort(reason)
      return new Promise<never>(() => {})
    }
    const ccm = createCcmClient({ baseUrl, fetch, headers })
    expect(await failureOf(ccm.receive(message, { signal: stop.signal }))).toBe(reason)
    expect(seen).toEqual([])
  })

  it.each([
    ['a number', 7],
    ['values that are none', { authorization: 7 }],
    ['what cannot be sent', { authorization: `${secret}\nline` }],
  ])('are checked when the client is made: %s', (_, headers) => {
    const make = () => Reflect.apply(createCcmClient, undefined, [{ baseUrl, headers }])
    expect(make).toThrow(PayloadError)
    expect(make).toThrow('Invalid options: headers')
    expect(make).not.toThrow(secret)
  })
})

describe('a refusal that quotes a token', () => {
  it.each(['Bearer eyJhbGciOi.abc.def', 'Basic dXNlcjpwYXNz'])(
    'is thrown without: %s',
    async (value) => {
      const [, token = ''] = value.split(' ')
      const fetch = async () => Response.json({ message: `no role for ${token}` }, { status: 400 })
      const headers = { authorization: value }
      const files = createFileEngine({ baseUrl: 'http://files:8080', fetch, headers })
      const about = { fileName: 'a.pdf', conversationId: 'c1' }
      const error = await failureOf(files.upload(new Blob(['x']), about))
      expect(error).toMatchObject({ refused: true, detail: undefined })
      expect(printed(error)).not.toContain(token)
    },
  )
})
