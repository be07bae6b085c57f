import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createGraphClient, type GraphClientOptions, GraphError } from '../../src/graph/index.ts'
import { caught } from './caught.ts'
import { mid, pageAccessToken, psid, refusal, sent } from './graph-server.ts'

type Step = { status?: number; json: unknown; headers?: Record<string, string> } | Error

/** A client whose `fetch` takes one step after another, and the times (ms) at which it was called. */
function scripted(steps: Step[], options: Partial<GraphClientOptions> = {}) {
  const calls: number[] = []
  const start = Date.now()
  const fetch = async () => {
    const step = steps[Math.min(calls.length, steps.length - 1)]
    calls.push(Date.now() - start)
    if (step === undefined || step instanceof Error) throw step
    const { status = 200, json, headers = {} } = step
    return Response.json(json, { status, headers })
  }
  return { calls, client: createGraphClient({ pageAccessToken, fetch, ...options }) }
}

/** An error as Node's fetch throws it. */
function networkError(code: string, syscall?: string): Error {
  const cause = Object.assign(new Error(`${syscall} ${code} 127.0.0.1:443`), { code, syscall })
  return new TypeError('fetch failed', { cause })
}

/** As Node fails when it has tried several addresses of a host. */
function failedAddresses(...causes: unknown[]): Error {
  const cause = Object.assign(new AggregateError(causes), { code: 'ETIMEDOUT' })
  return new TypeError('fetch failed', { cause })
}

/** What one of them failed with. */
function systemError(code: string, syscall: string): Error {
  return Object.assign(new Error(`${syscall} ${code}`), { code, syscall })
}

const refusedConnection = networkError('ECONNREFUSED', 'connect')
const limited = refusal(4, { status: 429 })

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 10, 23, 12) })
})
afterEach(() => {
  vi.useRealTimers()
})

/** Lets all time pass that a call waits for. */
async function settled<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {})
  await vi.runAllTimersAsync()
  return await promise
}

describe('a send', () => {
  it('is repeated when the connection was refused', async () => {
    const { client, calls } = scripted([refusedConnection, refusedConnection, sent])
    expect(await settled(client.sendText(psid, 'Hi'))).toEqual({
      recipientId: psid,
      messageId: mid,
    })
    expect(calls).toHaveLength(3)
  })

  it.each([
    ['Node: no such host', networkError('ENOTFOUND', 'getaddrinfo')],
    ['Node: no answer of the name server', networkError('EAI_AGAIN', 'getaddrinfo')],
    ['Node: no way to the host', networkError('EHOSTUNREACH', 'connect')],
    ['Node: no connection in time', networkError('UND_ERR_CONNECT_TIMEOUT')],
    [
      'Node: no address of the host',
      failedAddresses(systemError('ETIMEDOUT', 'connect'), systemError('ECONNREFUSED', 'connect')),
    ],
    [
      'Node: a host and its causes, one by one',
      failedAddresses(networkError('ECONNREFUSED', 'connect'), networkError('CERT_HAS_EXPIRED')),
    ],
    ['Node: a certificate of its own', networkError('DEPTH_ZERO_SELF_SIGNED_CERT')],
    ['Node: a certificate of nobody known', networkError('UNABLE_TO_VERIFY_LEAF_SIGNATURE')],
    ['Node: a certificate of another host', networkError('ERR_TLS_CERT_ALTNAME_INVALID')],
    ['Node: no handshake in time', networkError('ERR_TLS_HANDSHAKE_TIMEOUT')],
    ['Node: no version of TLS in common', networkError('ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION')],
    ['Node: no TLS at all', networkError('EPROTO', 'write')],
    [
      'Node: a connection that broke in the handshake',
      new TypeError('fetch failed', {
        cause: Object.assign(
          new Error(
            'Client network socket disconnected before secure TLS connection was established',
          ),
          { code: 'ECONNRESET' },
        ),
      }),
    ],
    ['Bun', Object.assign(new Error('Unable to connect.'), { code: 'ConnectionRefused' })],
    [
      'Deno',
      new TypeError(
        'error sending request for url (https://graph.facebook.com/): client error (Connect): tcp connect error: Connection refused (os error 111)',
      ),
    ],
  ])('is repeated when it never left (%s)', async (_, error) => {
    const { client, calls } = scripted([error, sent])
    await settled(client.sendText(psid, 'Hi'))
    expect(calls).toHaveLength(2)
  })

  it.each([
    ['a connection that was reset', networkError('ECONNRESET', 'read')],
    ['a connection that timed out', networkError('ETIMEDOUT', 'read')],
    ['a host that is lost on the way', networkError('EHOSTUNREACH', 'read')],
    [
      'several failures, one of them on the way',
      failedAddresses(systemError('ECONNREFUSED', 'connect'), systemError('ECONNRESET', 'read')),
    ],
    ['several failures of which nothing is known', failedAddresses()],
    ['a socket that was closed', networkError('UND_ERR_SOCKET')],
    ['TLS that ended in use', networkError('ERR_SSL_UNEXPECTED_EOF_WHILE_READING')],
    ['TLS that was damaged in use', networkError('ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC')],
    ['an error of which nothing is known', new Error('boom')],
    ['a browser', new TypeError('Failed to fetch')],
  ])('is not repeated after %s', async (_, failure) => {
    const { client, calls } = scripted([failure, sent])
    const error = await caught(settled(client.sendText(psid, 'Hi')), GraphError)
    expect(error).toMatchObject({ reason: 'no_response', possiblyDelivered: true, retryable: true })
    expect(calls).toHaveLength(1)
  })

  it.each([
    ['code 1', refusal(1, { status: 500 })],
    ['code 2', refusal(2, { status: 500, is_transient: true })],
    ['code 1200', refusal(1200)],
    ['code 1 with status 429', refusal(1, { status: 429 })],
    ['an answer that broke off, with status 429', refusal(1, { subcode: 1357046, status: 429 })],
    ['a 503 that asks to wait', { status: 503, json: {}, headers: { 'retry-after': '1' } }],
    ['a closed window', refusal(10, { subcode: 2018278 })],
    ['too many tagged messages to the customer', refusal(613, { subcode: 2018338 })],
    ['media that could not be fetched', refusal(100, { subcode: 2018008 })],
    ['media that could not be uploaded', refusal(100, { subcode: 2018047 })],
    ['an automated flow', refusal(2018321)],
  ])('is not repeated after %s', async (_, reply) => {
    const { client, calls } = scripted([reply, sent])
    await caught(settled(client.sendText(psid, 'Hi')), GraphError)
    expect(calls).toHaveLength(1)
  })

  it.each([
    ['a 429', limited],
    ['a rate-limit code', refusal(613)],
    ['the limit of the Page', refusal(80006, { status: 403 })],
  ])('is repeated after %s', async (_, reply) => {
    const { client, calls } = scripted([reply, sent])
    await settled(client.sendText(psid, 'Hi'))
    expect(calls).toHaveLength(2)
  })

  it('is given up after so many repetitions', async () => {
    const { client, calls } = scripted([refusedConnection], { retries: 5 })
    const error = await caught(settled(client.sendText(psid, 'Hi')), GraphError)
    expect(error).toMatchObject({ reason: 'no_response', possiblyDelivered: false })
    expect(error.message).toContain('ECONNREFUSED')
    expect(calls).toHaveLength(6)
  })

  it('is not repeated with retries: 0', async () => {
    const { client, calls } = scripted([refusedConnection, sent], { retries: 0 })
    await caught(settled(client.sendText(psid, 'Hi')), GraphError)
    expect(calls).toHaveLength(1)
  })

  it('is repeated three times where nothing else is said', async () => {
    const { client, calls } = scripted([limited])
    await caught(settled(client.sendText(psid, 'Hi')), GraphError)
    expect(calls).toHaveLength(4)
  })
})

describe('a read or an upload', () => {
  it.each([
    ['code 2', refusal(2, { status: 500 })],
    ['a transient error', refusal(999_999, { is_transient: true })],
    ['a 502', { status: 502, json: {} }],
    ['a reset', networkError('ECONNRESET', 'read')],
    ['a rate limit', limited],
  ])('is repeated after %s', async (_, step) => {
    const read = scripted([step, { json: { first_name: 'Ada' } }])
    expect(await settled(read.client.profile(psid))).toEqual({ firstName: 'Ada' })
    const upload = scripted([step, { json: { attachment_id: '1' } }])
    const file = new Blob(['hello'])
    const uploaded = upload.client.uploadAttachment({ type: 'file', file, fileName: 'a.txt' })
    expect(await settled(uploaded)).toEqual({ attachmentId: '1' })
    expect([read.calls.length, upload.calls.length]).toEqual([2, 2])
  })

  it.each([
    ['a bad token', refusal(190)],
    ['an answer that is not understood', { json: [] }],
    ['media that could not be fetched', refusal(100, { subcode: 2018008 })],
  ])('is not repeated after %s', async (_, step) => {
    const { client, calls } = scripted([step])
    const media = { type: 'image', url: 'https://example.com/a.png' } as const
    await caught(settled(client.uploadAttachment(media)), GraphError)
    expect(calls).toHaveLength(1)
  })

  it('is repeated after a time-out', async () => {
    let calls = 0
    const fetch = async () => {
      calls += 1
      return calls === 1 ? await new Promise<never>(() => {}) : Response.json({ name: 'Ada' })
    }
    const client = createGraphClient({ pageAccessToken, fetch, timeoutMs: 500 })
    expect(await settled(client.profile(psid))).toEqual({ name: 'Ada' })
    expect(calls).toBe(2)
  })
})

describe('a hand-over', () => {
  it('is not repeated when it may have been done', async () => {
    const { client, calls } = scripted([{ status: 502, json: {} }])
    await caught(settled(client.takeThreadControl(psid)), GraphError)
    expect(calls).toHaveLength(1)
  })
})

describe('the wait', () => {
  it.each([
    ['Retry-After in seconds', { 'retry-after': '7' }, 7000],
    ['Retry-After as a date', { 'retry-after': 'Mon, 23 Nov 2026 12:00:09 GMT' }, 9000],
    ['Retry-After in the past', { 'retry-after': 'Mon, 23 Nov 2026 11:00:00 GMT' }, 0],
    [
      'estimated_time_to_regain_access',
      {
        'x-business-use-case-usage': JSON.stringify({
          '104857600123456': [
            { type: 'pages', estimated_time_to_regain_access: 0 },
            { type: 'messenger', estimated_time_to_regain_access: 1 },
          ],
        }),
      },
      60_000,
    ],
    [
      'the use cases that a Page sends in, not that of ads,',
      {
        'x-business-use-case-usage': JSON.stringify({
          1: [{ type: 'ads_management', estimated_time_to_regain_access: 30 }],
          2: [{ type: 'messenger', estimated_time_to_regain_access: 1 }],
        }),
      },
      60_000,
    ],
    [
      'another use case, where it is the only one,',
      {
        'x-business-use-case-usage':
          '{"1":[{"type":"ads_management","estimated_time_to_regain_access":1}]}',
      },
      60_000,
    ],
    [
      'the longer of Retry-After and estimated_time_to_regain_access',
      {
        'retry-after': '0',
        'x-business-use-case-usage':
          '{"1":[{"type":"messenger","estimated_time_to_regain_access":1}]}',
      },
      60_000,
    ],
    [
      'the longer of estimated_time_to_regain_access and Retry-After',
      {
        'retry-after': '59',
        'x-business-use-case-usage':
          '{"1":[{"type":"messenger","estimated_time_to_regain_access":0.5}]}',
      },
      59_000,
    ],
  ])('is as long as %s says', async (_, headers, ms) => {
    const { client, calls } = scripted([{ ...limited, headers }, sent])
    await settled(client.sendText(psid, 'Hi'))
    expect(calls).toEqual([0, ms])
  })

  it('is not begun if it is longer than maxWaitMs, and is in the error', async () => {
    const headers = { 'retry-after': '61' }
    const { client, calls } = scripted([{ ...limited, headers }, sent])
    const error = await caught(settled(client.sendText(psid, 'Hi')), GraphError)
    expect(error).toMatchObject({ reason: 'rate_limited', retryable: true, retryAfterMs: 61_000 })
    expect(calls).toEqual([0])
    const patient = scripted([{ ...limited, headers }, sent], { maxWaitMs: 61_000 })
    await settled(patient.client.sendText(psid, 'Hi'))
    expect(patient.calls).toEqual([0, 61_000])
  })

  it('doubles, half of it random, when nobody says how long', async () => {
    const { client, calls } = scripted([limited], { retries: 8 })
    await caught(settled(client.sendText(psid, 'Hi')), GraphError)
    const waits = calls.slice(1).map((time, index) => time - (calls[index] ?? 0))
    const whole = [300, 600, 1200, 2400, 4800, 9600, 10_000, 10_000]
    expect(waits).toHaveLength(whole.length)
    for (const [index, ms] of whole.entries()) {
      expect(waits[index]).toBeGreaterThanOrEqual(ms / 2 - 1)
      expect(waits[index]).toBeLessThanOrEqual(ms + 1)
    }
  })

  it.each(['soon', 'soon 5', '-5', '+5', '5 s', '2026-11-23', 'Mon, 23 Nov 2026 12:00:09'])(
    'does not believe the Retry-After %j, which cannot be read',
    async (value) => {
      const { client, calls } = scripted([{ ...limited, headers: { 'retry-after': value } }, sent])
      await settled(client.sendText(psid, 'Hi'))
      expect(calls[1]).toBeGreaterThanOrEqual(149)
      expect(calls[1]).toBeLessThanOrEqual(301)
    },
  )

  it('ends at once when the signal is aborted', async () => {
    const { client, calls } = scripted([{ ...limited, headers: { 'retry-after': '30' } }, sent])
    const controller = new AbortController()
    const promise = client.sendText(psid, 'Hi', { signal: controller.signal })
    promise.catch(() => {})
    await vi.advanceTimersByTimeAsync(1000)
    controller.abort('leaving')
    await expect(promise).rejects.toBe('leaving')
    await vi.runAllTimersAsync()
    expect(calls).toEqual([0])
  })
})
