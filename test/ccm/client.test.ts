import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { HttpResponse, http } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { CcmError, createCcmClient, PayloadError, readConfiguration } from '../../src/ccm/index.ts'
import { markTranslated } from '../../src/ccm/translated.ts'
import type { CimMessage } from '../../src/cim/message.ts'
import { sampleCimMessage } from '../../src/testing/index.ts'
import { failureOf, printed } from './failure-of.ts'
import { plainMessage } from './message.ts'

const baseUrl = 'https://cx.example.com/ccm'
const receiveUrl = `${baseUrl}/message/receive`
const secret = 'Bearer gateway-secret-value'
const text = 'My card ends in 4242, please help'

const server = setupServer()
beforeAll(() => server.listen({ onUnhandledFrame: 'error' }))
afterEach(() => server.resetHandlers())
afterAll(() => server.close())

/** Answers the posts to CCM one after the other, the last one for good, and keeps what was posted. */
function answerPosts(...answers: (() => Response)[]) {
  const posts: unknown[] = []
  server.use(
    http.post(receiveUrl, async ({ request }) => {
      posts.push(await request.json())
      const answer = answers[Math.min(posts.length, answers.length) - 1]
      return answer?.()
    }),
  )
  return posts
}

/** A text with an attribute. */
function withAttribute(attribute: Record<string, unknown>): CimMessage {
  const { header, ...message } = plainMessage(text)
  const additionalAttributes = [{ key: 'channel', ...attribute }]
  const channelData = { ...header.channelData, additionalAttributes }
  return { ...message, header: { ...header, channelData } }
}

describe('receive', () => {
  it.each([
    ['200 with JSON', () => HttpResponse.json({ ok: true })],
    ['202 without a body', () => new HttpResponse(null, { status: 202 })],
    ['200 with HTML', () => HttpResponse.html('<p>ok</p>')],
  ])('posts the message and takes %s as success', async (_, answer) => {
    const posts = answerPosts(answer)
    await createCcmClient({ baseUrl }).receive(plainMessage(text))
    expect(posts).toEqual([plainMessage(text)])
  })

  it('takes a base URL with slashes at its end', async () => {
    const posts = answerPosts(() => HttpResponse.json({}))
    await createCcmClient({ baseUrl: `${baseUrl}//` }).receive(plainMessage(text))
    expect(posts).toHaveLength(1)
  })

  it('sends the given headers', async () => {
    const seen: (string | null)[] = []
    server.use(
      http.post(receiveUrl, ({ request }) => {
        seen.push(request.headers.get('authorization'), request.headers.get('content-type'))
        return HttpResponse.json({})
      }),
    )
    const ccm = createCcmClient({ baseUrl, headers: { authorization: secret } })
    await ccm.receive(plainMessage(text))
    expect(seen).toEqual([secret, 'application/json'])
  })

  it('uses the given fetch', async () => {
    const asked: string[] = []
    const ccm = createCcmClient({
      baseUrl,
      fetch: async (input) => {
        asked.push(new Request(input).url)
        return new Response(null, { status: 202 })
      },
    })
    await ccm.receive(plainMessage(text))
    expect(asked).toEqual([receiveUrl])
  })

  it('does not wait for an answer of which the given fetch keeps a copy', async () => {
    const kept = new Response('{}', { status: 200 })
    const client = createCcmClient({ baseUrl, fetch: async () => kept.clone() })
    await expect(client.receive(plainMessage(text))).resolves.toBeUndefined()
  })

  it('checks a message unless the connector did', async () => {
    const posts = answerPosts(() => HttpResponse.json({}))
    const [message, checked] = [withAttribute({ type: 'No' }), withAttribute({ type: 'No' })]
    markTranslated(checked)
    const ccm = createCcmClient({ baseUrl })
    await expect(ccm.receive(message)).rejects.toThrow(PayloadError)
    await ccm.receive(checked)
    expect(posts).toEqual([checked])
  })

  it('refuses a message that the model of CX does not know, before anything is sent', async () => {
    const message = plainMessage(text)
    const wrong = { ...message, body: { type: 'CAROUSEL' as const, elements: [] } }
    const error = await failureOf(createCcmClient({ baseUrl }).receive(wrong))
    expect(error).toBeInstanceOf(PayloadError)
    expect(error).toMatchObject({ subject: 'cim_message', issues: [{ path: ['body', 'type'] }] })
  })

  const plain = plainMessage(text)
  const { header } = plain
  const poll = { type: 'POLL', options: ['a', 'b'] }

  it.each<[string, CimMessage]>([
    ['any body of the model', { ...plain, body: { type: 'CUSTOM', jsonNode: { page: 7 } } }],
    ['a body of a later version', { ...plain, body: poll }],
    ['any intent', { ...plain, header: { ...header, intent: 'START_CHAT' } }],
    ['what CX itself sets', { ...plain, header: { ...header, conversationId: '673f0c1e' } }],
    ['an attribute of any value', withAttribute({ type: 'WebChannelData', value: { locale: {} } })],
    [
      'any status',
      {
        ...plain,
        body: {
          type: 'DELIVERYNOTIFICATION',
          messageId: 'a',
          status: 'CONNECTED',
          reasonCode: 200,
        },
      },
    ],
    ['a sample', sampleCimMessage('PLAIN')],
  ])('posts %s as it is', async (_, message) => {
    const posts = answerPosts(() => HttpResponse.json({}))
    await createCcmClient({ baseUrl }).receive(message)
    expect(posts).toEqual([message])
  })

  it.each<[string, CimMessage, (string | number)[]]>([
    [
      'an attribute type',
      withAttribute({ type: 'String', value: 'x' }),
      ['header', 'channelData', 'additionalAttributes', 0, 'type'],
    ],
    [
      'a sender',
      { ...plain, header: { ...header, sender: { ...header.sender, type: 'HUMAN' } } },
      ['header', 'sender', 'type'],
    ],
    ['a body', { ...plain, body: { type: 'LOCATION' } }, ['body', 'location']],
  ])('refuses %s that the model of CX does not have', async (_, message, path) => {
    const error = await failureOf(createCcmClient({ baseUrl }).receive(message))
    expect(error).toMatchObject({ subject: 'cim_message', issues: [{ path }] })
  })

  const media = { mediaUrl: 'https://cx.example.com/a.png', mimeType: 'image/png', size: 0 }

  it.each<[object, (string | number)[]]>([
    [{ type: 'DELIVERYNOTIFICATION', messageId: 'a', status: 'SEEN' }, ['status']],
    [{ type: 'DELIVERYNOTIFICATION', messageId: 'a', status: 'Read' }, ['status']],
    [{ type: 'NOTIFICATION', notificationType: 'DANCING' }, ['notificationType']],
    [
      { type: 'NOTIFICATION', notificationType: 'TYPING_STARTED', notificationData: [] },
      ['notificationData'],
    ],
    [{ type: 'BUTTON', buttonMessageType: 'Quick_Replies', buttons: [] }, ['buttonMessageType']],
    [{ type: 'COMMENT', itemType: 'GIF' }, ['itemType']],
    [{ type: 'IMAGE', attachment: { ...media, size: 1.5 } }, ['attachment', 'size']],
    [{ type: 'FILE', attachment: { ...media, size: 'big' } }, ['attachment', 'size']],
    [{ type: 'MULTIMEDIA' }, ['type']],
    [{ type: 'URL', mediaURL: 'https://shop.example.com' }, ['mediaUrl']],
    [{ type: 'CONTACT', contacts: [{ name: 'Sara' }] }, ['contacts', 0, 'name']],
    [
      { type: 'TEMPLATE', name: 'a', language: { code: 'en' }, components: [{ type: 'footer' }] },
      ['components', 0, 'type'],
    ],
    [{ type: 'TEMPLATE', name: 'a', language: 'en' }, ['language']],
    [
      {
        type: 'TEMPLATE',
        name: 'a',
        components: [{ type: 'body', parameters: [{ parameterType: 'sound' }] }],
      },
      ['components', 0, 'parameters', 0, 'parameterType'],
    ],
    [{ type: 'DELETEDNOTIFICATION', messageId: 'a', timestamp: 'now' }, ['timestamp']],
  ])('refuses the body %j before anything is sent', async (body, path) => {
    const message = JSON.parse(JSON.stringify({ ...plain, body }))
    const error = await failureOf(createCcmClient({ baseUrl }).receive(message))
    expect(error).toMatchObject({ subject: 'cim_message', issues: [{ path: ['body', ...path] }] })
    expect(String(error)).not.toMatch(/Invalid input|SEEN|DANCING|Quick_Replies|GIF/)
  })

  it.each<[object, (string | number)[]]>([
    [{ timestamp: 'yesterday' }, ['timestamp']],
    [{ timestamp: true }, ['timestamp']],
    [{ stamps: 'x' }, ['stamps']],
    [{ entities: [] }, ['entities']],
    [{ language: 'en' }, ['language']],
    [{ securityInfo: 1 }, ['securityInfo']],
    [{ customer: { isAnonymous: 'no' } }, ['customer', 'isAnonymous']],
    [{ customer: 'Sara' }, ['customer']],
    [{ channelSession: [] }, ['channelSession']],
    [{ sender: { id: ' ', type: 'CONNECTOR' } }, ['sender', 'id']],
    [{ sender: null }, ['sender']],
    [
      { channelData: { ...header.channelData, serviceIdentifier: null } },
      ['channelData', 'serviceIdentifier'],
    ],
    [
      { channelData: { ...header.channelData, requestPriority: 11 } },
      ['channelData', 'requestPriority'],
    ],
  ])('refuses the header with %j before anything is sent', async (fields, path) => {
    const message = JSON.parse(JSON.stringify({ ...plain, header: { ...header, ...fields } }))
    const error = await failureOf(createCcmClient({ baseUrl }).receive(message))
    expect(error).toMatchObject({ subject: 'cim_message', issues: [{ path: ['header', ...path] }] })
  })

  it('posts what Java reads although it is written otherwise', async () => {
    const posts = answerPosts(() => HttpResponse.json({}))
    const times = ['2026-11-23T10:00:00.123Z', '2026-11-23T10:00:00+05:00', '1795382400123', '']
    const fields = { language: null, stamps: ['a'], customer: { isAnonymous: 'true', age: [] } }
    const messages = times.map((timestamp) => ({
      ...plain,
      header: { ...header, ...fields, timestamp },
      body: { type: 'FILE' as const, attachment: { ...media, size: '7' } },
    }))
    for (const message of messages) {
      await createCcmClient({ baseUrl }).receive(JSON.parse(JSON.stringify(message)))
    }
    expect(posts).toHaveLength(times.length)
  })

  it.each([408, 425, 429, 500, 502, 503, 504, 524])('repeats after %d', async (status) => {
    const posts = answerPosts(
      () => new HttpResponse(null, { status, headers: { 'retry-after': '0' } }),
      () => HttpResponse.json({}),
    )
    await createCcmClient({ baseUrl }).receive(plainMessage(text))
    expect(posts).toEqual([plainMessage(text), plainMessage(text)])
  })

  it.each([400, 413, 422])('takes %d for a refusal of this message', async (status) => {
    const posts = answerPosts(() => HttpResponse.json({ message: text }, { status }))
    const error = await failureOf(createCcmClient({ baseUrl }).receive(plainMessage(text)))
    expect(error).toBeInstanceOf(CcmError)
    expect(error).toMatchObject({ code: 'ccm_error', status, refused: true, retryable: false })
    // Jackson's words quote what it could not read.
    expect(error).toMatchObject({ detail: undefined, message: `CCM answered ${status}` })
    expect(posts).toHaveLength(1)
  })

  it.each([301, 307, 401, 403, 404, 405, 409, 410, 415, 451, 501, 505])(
    'takes %d for no refusal, and leaves repeating it to the caller',
    async (status) => {
      const headers = { location: 'https://cx.example.com/login' }
      const posts = answerPosts(() => new HttpResponse(text, { status, headers }))
      const error = await failureOf(createCcmClient({ baseUrl }).receive(plainMessage(text)))
      expect(error).toMatchObject({ code: 'ccm_error', status, refused: false, retryable: true })
      expect(posts).toHaveLength(1)
    },
  )

  it.each([
    '<!DOCTYPE html><html><title>Sign in</title></html>',
    '\n<html lang="en"><form action="/login"></form></html>',
    '<?xml version="1.0"?>\n<!-- Keycloak -->\n<!doctype html>\n<html></html>',
  ])('takes a page of HTML for no answer of CCM: %s', async (page) => {
    const posts = answerPosts(() => HttpResponse.html(page))
    const error = await failureOf(createCcmClient({ baseUrl }).receive(plainMessage(text)))
    expect(error).toMatchObject({ status: 200, refused: false, retryable: true })
    expect(printed(error)).not.toMatch(/Sign in|action=|Keycloak/)
    expect(posts).toHaveLength(1)
  })

  it('waits as long as CCM asks', async () => {
    answerPosts(
      () => new HttpResponse(null, { status: 429, headers: { 'retry-after': '1' } }),
      () => HttpResponse.json({}),
    )
    const start = performance.now()
    await createCcmClient({ baseUrl }).receive(plainMessage(text))
    expect(performance.now() - start).toBeGreaterThanOrEqual(990)
  })

  it('repeats when there was no answer', async () => {
    const posts = answerPosts(
      () => HttpResponse.error(),
      () => HttpResponse.json({}),
    )
    await createCcmClient({ baseUrl }).receive(plainMessage(text))
    expect(posts).toHaveLength(2)
  })

  it('repeats when an injected fetch fails in a way of its own', async () => {
    let calls = 0
    const ccm = createCcmClient({
      baseUrl,
      fetch: async () => {
        calls += 1
        if (calls === 1) throw new Error('proxy closed the tunnel')
        return new Response(null, { status: 202 })
      },
    })
    await ccm.receive(plainMessage(text))
    expect(calls).toBe(2)
  })

  it('gives up after the retries, with a status and whether to try later', async () => {
    const posts = answerPosts(
      () => new HttpResponse(null, { status: 503, headers: { 'retry-after': '0' } }),
    )
    const ccm = createCcmClient({ baseUrl, retries: 2 })
    const error = await failureOf(ccm.receive(plainMessage(text)))
    expect(error).toMatchObject({ status: 503, message: 'CCM answered 503' })
    expect(error).toMatchObject({ retryable: true, refused: false })
    expect(posts).toHaveLength(3)
  })

  it('names a refused connection by its code', async () => {
    const closed = createServer()
    await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve))
    const { port } = closed.address() as AddressInfo
    await new Promise((resolve) => closed.close(resolve))
    server.close()
    const ccm = createCcmClient({ baseUrl: `http://127.0.0.1:${port}/ccm`, retries: 0 })
    const error = await failureOf(ccm.receive(plainMessage(text)))
    server.listen({ onUnhandledFrame: 'error' })
    expect(error).toMatchObject({
      status: undefined,
      retryable: true,
      refused: false,
      message: 'CCM could not be reached (ECONNREFUSED)',
    })
  })

  it('ends an attempt that takes too long, and repeats it', async () => {
    let calls = 0
    const ccm = createCcmClient({
      baseUrl,
      timeoutMs: 20,
      retries: 1,
      fetch: () => {
        calls += 1
        return new Promise(() => {})
      },
    })
    const error = await failureOf(ccm.receive(plainMessage(text)))
    expect(error).toMatchObject({ retryable: true, message: 'CCM did not answer in time' })
    expect(calls).toBe(2)
  })

  it('does not follow a redirect, which would lose the message', async () => {
    const posts = answerPosts(() => HttpResponse.redirect('https://cx.example.com/login', 302))
    const error = await failureOf(createCcmClient({ baseUrl }).receive(plainMessage(text)))
    expect(error).toMatchObject({ status: 302, refused: false, retryable: true })
    expect(posts).toHaveLength(1)
  })

  it("stops at the caller's signal and throws its reason", async () => {
    const posts = answerPosts(
      () => new HttpResponse(null, { status: 503, headers: { 'retry-after': '30' } }),
    )
    const stop = new AbortController()
    const reason = new Error('shutting down')
    const failure = failureOf(
      createCcmClient({ baseUrl }).receive(plainMessage(text), { signal: stop.signal }),
    )
    await expect.poll(() => posts.length).toBe(1)
    stop.abort(reason)
    expect(await failure).toBe(reason)
    expect(posts).toHaveLength(1)
  })

  it.each([
    ['an answer', () => new HttpResponse(text, { status: 400 })],
    ['no answer', () => HttpResponse.error()],
  ])('keeps words and secrets out of the error after %s', async (_, answer) => {
    answerPosts(answer)
    const ccm = createCcmClient({ baseUrl, retries: 0, headers: { authorization: secret } })
    const error = printed(await failureOf(ccm.receive(plainMessage(text))))
    expect(error).toContain('CcmError')
    expect(error).not.toContain('4242')
    expect(error).not.toContain(secret)
  })
})

describe('configuration', () => {
  const url = `${baseUrl}/channel-connectors/configurations/104857600123456`
  const attributes = [
    { key: 'FACEBOOK-HOST-URL', type: 'URL', value: 'https://graph.facebook.com/v26.0/' },
    { key: 'FACEBOOK-API-KEY', type: 'String2000', value: ' page-token ' },
    { key: 'FACEBOOK-PAGE-ACCESS-TOKEN', type: 'String2000', value: 'verify-me' },
    { key: 'EDIT_MESSAGE_SUPPORT_SM', type: 'Boolean', value: true },
  ]

  it('reads the settings under the odd names of CX', async () => {
    server.use(http.get(url, () => HttpResponse.json(attributes)))
    expect(await createCcmClient({ baseUrl }).configuration('104857600123456')).toEqual({
      hostUrl: 'https://graph.facebook.com/v26.0/',
      pageAccessToken: 'page-token',
      verifyToken: 'verify-me',
      attributes,
      masked: [],
    })
  })

  it('reads an answer in the form that CX posts, too', async () => {
    const answer = { serviceIdentifier: '104857600123456', connectorConfigurations: attributes }
    server.use(http.get(url, () => HttpResponse.json(answer)))
    const configuration = await createCcmClient({ baseUrl }).configuration('104857600123456')
    expect(configuration).toEqual(readConfiguration(answer))
  })

  it.each([
    ['HTML', () => HttpResponse.html('<p>Sign in</p>')],
    ['another shape', () => HttpResponse.json({ attributes })],
    ['a list of something else', () => HttpResponse.json([{ key: 1, value: 'page-token' }])],
    ['nothing', () => new HttpResponse(null, { status: 200 })],
  ])('throws a typed error for an answer of %s, without its content', async (_, answer) => {
    server.use(http.get(url, answer))
    const error = await failureOf(createCcmClient({ baseUrl }).configuration('104857600123456'))
    expect(error).toMatchObject({ code: 'ccm_error', status: 200, refused: false })
    expect(error).toMatchObject({ retryable: true })
    expect(error).toMatchObject({ cause: { code: 'payload_invalid', subject: 'ccm_response' } })
    expect(printed(error)).not.toMatch(/Sign in|page-token/)
  })

  it.each(['application/json', 'text/html'])(
    'reads no more than any answer has of one in %s that does not end',
    async (type) => {
      let bytes = 0
      const chunk = new TextEncoder().encode('[{"key":"a","value":"b"},'.repeat(4000))
      const body = new ReadableStream({
        pull(controller) {
          bytes += chunk.length
          controller.enqueue(chunk)
        },
      })
      const headers = { 'content-type': type }
      const answer = async () => new Response(body, { headers })
      const ccm = createCcmClient({ baseUrl, retries: 0, fetch: answer })
      await expect(ccm.configuration('1')).rejects.toMatchObject({ status: 200, retryable: true })
      expect(bytes).toBeLessThan(2 * 1024 * 1024)
    },
  )

  it('cannot be led to another path by the identifier', async () => {
    const asked: string[] = []
    server.use(
      http.get(`${baseUrl}/*`, ({ request }) => {
        asked.push(new URL(request.url).pathname)
        return HttpResponse.json([])
      }),
    )
    await createCcmClient({ baseUrl }).configuration('../../admin?x=1')
    expect(asked).toEqual(['/ccm/channel-connectors/configurations/..%2F..%2Fadmin%3Fx%3D1'])
  })

  it("stops at the caller's signal", async () => {
    const reason = new Error('not needed any more')
    const call = createCcmClient({ baseUrl }).configuration('1', {
      signal: AbortSignal.abort(reason),
    })
    expect(await failureOf(call)).toBe(reason)
  })
})

describe('options', () => {
  it.each([
    ['baseUrl', { baseUrl: '/ccm' }],
    ['baseUrl', { baseUrl: 'ftp://cx.example.com' }],
    ['baseUrl', { baseUrl: 'https://user:password@cx.example.com' }],
    ['baseUrl', { baseUrl: 'https://cx.example.com/?token=hidden' }],
    ['timeoutMs', { baseUrl, timeoutMs: 0 }],
    ['timeoutMs', { baseUrl, timeoutMs: Number.POSITIVE_INFINITY }],
    ['retries', { baseUrl, retries: -1 }],
    ['headers', { baseUrl, headers: { authorization: 'hidden\nline' } }],
    ['maxWaitMs', { baseUrl, maxWaitMs: -1 }],
  ])('names a wrong %s when the client is made', (option, options) => {
    const make = () => createCcmClient(options)
    expect(make).toThrow(PayloadError)
    expect(make).toThrow(`Invalid options: ${option}`)
    expect(make).not.toThrow(/hidden|password/)
  })
})

describe('a call that CCM asks to make later', () => {
  it.each([429, 503])('says after %i how long CCM asks to wait', async (status) => {
    answerPosts(() => new HttpResponse(null, { status, headers: { 'retry-after': '90' } }))
    const ccm = createCcmClient({ baseUrl, retries: 0 })
    await expect(ccm.receive(plainMessage('Hello'))).rejects.toMatchObject({
      status,
      retryAfterMs: 90_000,
    })
  })

  it.each([
    ['a minute', '61', {}, 61_000],
    ['maxWaitMs', '3', { maxWaitMs: 2000 }, 3000],
    ['any time', '9'.repeat(400), {}, Number.MAX_SAFE_INTEGER],
  ])('is left to the caller if CCM asks for more than %s', async (_, seconds, options, waitMs) => {
    const posts = answerPosts(
      () => new HttpResponse(null, { status: 503, headers: { 'retry-after': seconds } }),
    )
    const call = createCcmClient({ baseUrl, ...options }).receive(plainMessage('Hello'))
    await expect(call).rejects.toMatchObject({
      status: 503,
      retryable: true,
      retryAfterMs: waitMs,
    })
    expect(posts).toHaveLength(1)
  })

  it('says nothing like that of a message that is refused', async () => {
    answerPosts(() => new HttpResponse(null, { status: 422, headers: { 'retry-after': '90' } }))
    const call = createCcmClient({ baseUrl }).receive(plainMessage('Hello'))
    await expect(call).rejects.toMatchObject({ refused: true, retryAfterMs: undefined })
  })
})
