import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createGraphClient } from '../../src/graph/index.ts'
import { limits } from '../../src/messenger/limits.ts'
import { createGraphStandIn, sampleIds, signWebhook } from '../../src/testing/index.ts'

const { psid, pageId } = sampleIds
const graph = createGraphStandIn({
  profiles: { [psid]: { first_name: 'Sara', last_name: 'Khan', locale: 'en_US' } },
})
const strict = createGraphStandIn({
  baseUrl: 'https://graph.example.com/',
  pageAccessToken: 'EAAGm0PX4ZCps',
  appSecret: '0123456789abcdef0123456789abcdef',
})

const server = setupServer(...graph.handlers, ...strict.handlers)
beforeAll(() => server.listen({ onUnhandledFrame: 'error' }))
afterEach(() => {
  graph.reset()
  strict.reset()
})
afterAll(() => server.close())

const base = 'https://graph.facebook.com/v26.0'
const messagesUrl = `${base}/${pageId}/messages`

function post(url: string, body: unknown, init: RequestInit = {}): Promise<Response> {
  const headers = { 'content-type': 'application/json', ...init.headers }
  return fetch(url, { method: 'POST', body: JSON.stringify(body), ...init, headers })
}

function text(content: string) {
  return {
    recipient: { id: psid },
    messaging_type: 'RESPONSE',
    message: { text: content },
  } as const
}

function form(fields: Record<string, string | File>): FormData {
  const body = new FormData()
  for (const [name, value] of Object.entries(fields)) body.append(name, value)
  return body
}

describe('messages', () => {
  it('are accepted, recorded and answered with ids of their own', async () => {
    const first = await (await post(messagesUrl, text('One'))).json()
    const second = await (await post(`${base}/me/messages`, text('Two'))).json()
    expect(first).toEqual({ recipient_id: psid, message_id: expect.stringMatching(/^m_\w{30,}$/) })
    expect(second.message_id).not.toBe(first.message_id)
    expect(graph.sent).toEqual([
      { mid: first.message_id, node: pageId, request: text('One'), file: undefined },
      { mid: second.message_id, node: 'me', request: text('Two'), file: undefined },
    ])
  })

  it('have no recipient_id in the answer when they go to no PSID', async () => {
    const request = { ...text('Hello'), recipient: { comment_id: '1_2' } }
    expect(await (await post(messagesUrl, request)).json()).not.toHaveProperty('recipient_id')
    expect(graph.sent).toHaveLength(1)
  })

  it.each([
    ['a text over the limit', text('x'.repeat(limits.text.max + 1)), 'message.text'],
    ['an unknown field', { ...text('Hi'), reply: {} }, 'reply'],
    ['no recipient', { ...text('Hi'), recipient: {} }, 'recipient'],
    ['a message beside an action', { ...text('Hi'), sender_action: 'typing_on' }, 'message'],
    ['no JSON', undefined, 'expected'],
  ])('are refused with code 100 for %s', async (_, request, named) => {
    const response = await post(messagesUrl, request)
    expect(response.status).toBe(400)
    const { error } = await response.json()
    expect(error).toMatchObject({ code: 100, fbtrace_id: expect.any(String) })
    expect(error.message).toContain(named)
    expect(graph.sent).toEqual([])
    expect(graph.requests).toHaveLength(1)
  })

  it('may be posted as form fields that hold JSON', async () => {
    const body = new URLSearchParams({
      access_token: 'EAAGm0PX4ZCps',
      recipient: JSON.stringify({ id: psid }),
      messaging_type: 'RESPONSE',
      message: JSON.stringify({ text: 'Hello' }),
    })
    expect((await fetch(messagesUrl, { method: 'POST', body })).status).toBe(200)
    expect(graph.sent[0]?.request).toEqual(text('Hello'))
  })

  it('may bring their file, which is then an upload of its own', async () => {
    const message = { attachment: { type: 'image', payload: { is_reusable: true } } }
    const file = new File([new Uint8Array([255, 216, 255])], 'lamp.jpg', { type: 'image/jpeg' })
    const body = form({
      recipient: JSON.stringify({ id: psid }),
      messaging_type: 'RESPONSE',
      message: JSON.stringify(message),
      filedata: file,
    })
    const answer = await (await fetch(messagesUrl, { method: 'POST', body })).json()
    const attachmentId = graph.uploads[0]?.attachmentId
    expect(answer).toMatchObject({ message_id: graph.sent[0]?.mid, attachment_id: attachmentId })
    expect(graph.sent[0]?.request.message.attachment).toEqual({
      type: 'image',
      payload: { attachment_id: attachmentId },
    })
    expect(graph.sent[0]?.file).toMatchObject({ name: 'lamp.jpg', type: 'image/jpeg', size: 3 })
  })

  it('include sender actions, which get no message id', async () => {
    const request = { recipient: { id: psid }, sender_action: 'typing_on' }
    expect(await (await post(messagesUrl, request)).json()).toEqual({ recipient_id: psid })
    expect(graph.actions).toEqual([request])
    expect(graph.sent).toEqual([])
  })
})

describe('uploads', () => {
  const url = `${base}/${pageId}/message_attachments`
  const message = { attachment: { type: 'file', payload: { is_reusable: true } } }

  it('are taken by URL', async () => {
    const payload = { url: 'https://shop.example.com/a.pdf', is_reusable: true }
    const { attachment_id } = await (
      await post(url, { message: { attachment: { type: 'file', payload } } })
    ).json()
    expect(graph.uploads).toEqual([
      {
        attachmentId: attachment_id,
        type: 'file',
        reusable: true,
        url: payload.url,
        file: undefined,
      },
    ])
  })

  it('are taken as files, whose content can be read', async () => {
    const filedata = new File(['%PDF-1.7'], 'invoice.pdf', { type: 'application/pdf' })
    const body = form({ message: JSON.stringify(message), filedata })
    expect((await fetch(url, { method: 'POST', body })).status).toBe(200)
    expect(await graph.uploads[0]?.file?.text()).toBe('%PDF-1.7')
  })

  it.each([
    ['neither URL nor file', message],
    ['an invalid type', { attachment: { type: 'pdf', payload: { url: 'https://a.example' } } }],
    ['no attachment', {}],
    [
      'a template',
      { attachment: { type: 'template', payload: { template_type: 'customer_information' } } },
    ],
  ])('are refused with code 100 for %s', async (_, refused) => {
    const response = await post(url, { message: refused })
    expect((await response.json()).error.code).toBe(100)
    expect(graph.uploads).toEqual([])
  })
})

describe('other edges', () => {
  it('return only the fields that are asked for', async () => {
    const response = await fetch(`${base}/${psid}?fields=first_name,timezone`)
    expect(await response.json()).toEqual({ id: psid, first_name: 'Sara' })
  })

  it('answer 100/33 for people they do not know', async () => {
    const { error } = await (await fetch(`${base}/7000000000000000?fields=name`)).json()
    expect(error).toMatchObject({ code: 100, error_subcode: 33 })
  })

  it.each([
    ['pass_thread_control', 'pass', { target_app_id: 263902037430900, metadata: 'to a person' }],
    ['take_thread_control', 'take', { metadata: 'back' }],
    ['request_thread_control', 'request', {}],
    ['release_thread_control', 'release', {}],
    ['extend_thread_control', 'extend', { duration: 60 }],
  ] as const)('record %s', async (edge, action, { ...fields }: Record<string, unknown>) => {
    const response = await post(`${base}/${pageId}/${edge}`, { recipient: { id: psid }, ...fields })
    expect(await response.json()).toEqual({ success: true })
    expect(graph.threadControl).toEqual([
      {
        action,
        psid,
        appId: fields.target_app_id === undefined ? undefined : String(fields.target_app_id),
        metadata: fields.metadata,
        durationMs: fields.duration === undefined ? undefined : 60_000,
      },
    ])
  })

  it('know which app has a thread', async () => {
    const client = createGraphClient({ pageAccessToken: 'EAAG', pageId })
    expect(await client.threadOwner(psid)).toEqual({ appId: '1517776481860111' })
    await client.passThreadControl(psid, '263902037430900')
    await client.extendThreadControl(psid, 1000)
    await client.passThreadControl('7312345678905678', '1')
    expect(await client.threadOwner(psid)).toEqual({ appId: '263902037430900' })
    await client.takeThreadControl(psid)
    expect(await client.threadOwner(psid)).toEqual({ appId: '1517776481860111' })
    await client.releaseThreadControl(psid)
    expect(await client.threadOwner(psid)).toBeUndefined()
  })

  it.each([0, -1, 604_801, '60', undefined])('refuse to extend by %j seconds', async (duration) => {
    const url = `${base}/${pageId}/extend_thread_control`
    expect((await post(url, { recipient: { id: psid }, duration })).status).toBe(400)
    expect((await fetch(`${base}/${pageId}/thread_owner`)).status).toBe(400)
  })

  it('refuse to pass a thread to nobody, or of nobody', async () => {
    const url = `${base}/${pageId}/pass_thread_control`
    expect((await post(url, { recipient: { id: psid } })).status).toBe(400)
    expect((await post(url, { target_app_id: '1' })).status).toBe(400)
  })

  it.each([
    ['the query', '?subscribed_fields=messages,message_reads', {}],
    ['a list', '', { subscribed_fields: ['messages', 'message_reads'] }],
    ['a string', '', { subscribed_fields: 'messages,message_reads' }],
  ])('subscribe to the fields in %s, list them, and end it', async (_, query, body) => {
    const url = `${base}/${pageId}/subscribed_apps`
    expect(await (await fetch(url)).json()).toEqual({ data: [] })
    expect((await post(`${url}${query}`, body)).status).toBe(200)
    expect([...graph.subscribedFields]).toEqual(['messages', 'message_reads'])
    const { data } = await (await fetch(url)).json()
    expect(data).toMatchObject([{ subscribed_fields: ['messages', 'message_reads'] }])
    expect((await fetch(url, { method: 'DELETE' })).status).toBe(200)
    expect(graph.subscribedFields.size).toBe(0)
  })

  it('refuse a subscription to nothing, and paths that Graph does not have', async () => {
    expect((await post(`${base}/${pageId}/subscribed_apps`, {})).status).toBe(400)
    const { error } = await (await post(`${base}/${pageId}/message`, text('Hi'))).json()
    expect(error).toMatchObject({ code: 2500 })
  })
})

describe('callers', () => {
  const url = 'https://graph.example.com/me/messages'
  const authorization = 'Bearer EAAGm0PX4ZCps'
  const proof = signWebhook('EAAGm0PX4ZCps', '0123456789abcdef0123456789abcdef').slice(7)

  it('need the Page token when one is given', async () => {
    const response = await post(url, text('Hi'))
    expect(response.status).toBe(401)
    expect((await response.json()).error.code).toBe(190)
  })

  it('need the proof when an app secret is given', async () => {
    const { error } = await (await post(url, text('Hi'), { headers: { authorization } })).json()
    expect(error).toMatchObject({ code: 100, message: expect.stringContaining('appsecret_proof') })
  })

  it.each([
    ['the query', `${url}?appsecret_proof=${proof}`, {}],
    ['the body', url, { appsecret_proof: proof }],
  ])('are accepted with token and proof in %s', async (_, address, fields) => {
    const response = await post(
      address,
      { ...text('Hi'), ...fields },
      { headers: { authorization } },
    )
    expect(response.status).toBe(200)
    expect(strict.sent[0]?.request).toEqual(text('Hi'))
    expect(strict.requests[0]).toMatchObject({ version: undefined, node: 'me', edge: 'messages' })
  })
})

describe('failures', () => {
  it('are answered as Graph does, as often as asked, then never again', async () => {
    graph.fail({ code: 613, subcode: 2018338, headers: { 'retry-after': '3' } }, { times: 2 })
    const first = await post(messagesUrl, text('One'))
    expect(first.status).toBe(400)
    expect(first.headers.get('retry-after')).toBe('3')
    expect((await first.json()).error).toMatchObject({ code: 613, error_subcode: 2018338 })
    expect((await post(messagesUrl, text('Two'))).status).toBe(400)
    expect((await post(messagesUrl, text('Three'))).status).toBe(200)
    expect(graph.sent.map(({ request }) => request.message.text)).toEqual(['Three'])
    expect(graph.requests).toHaveLength(3)
  })

  it.each([
    [{ code: 1 }, 500],
    [{ code: 2, transient: true }, 500],
    [{ code: 190, subcode: 463 }, 401],
    [{ code: 4, status: 429 }, 429],
    [{ status: 502, body: '<html>Bad gateway</html>' }, 502],
    [{ status: 200, body: { error: { code: 1 } } }, 200],
    [{ status: 503 }, 503],
  ])('of the form %j have the status %i', async (failure, status) => {
    graph.fail(failure)
    const response = await post(messagesUrl, text('Hi'))
    expect(response.status).toBe(status)
    const body = await response.text()
    if ('transient' in failure) expect(JSON.parse(body).error.is_transient).toBe(true)
    if ('body' in failure) {
      const { body: expected } = failure
      expect(body).toBe(typeof expected === 'string' ? expected : JSON.stringify(expected))
    }
  })

  it('can be for some calls only', async () => {
    graph.fail(
      { code: 100 },
      { times: Number.POSITIVE_INFINITY, when: ({ edge }) => edge === 'messages' },
    )
    expect((await post(messagesUrl, text('Hi'))).status).toBe(400)
    expect((await fetch(`${base}/${psid}?fields=first_name`)).status).toBe(200)
    expect((await post(messagesUrl, text('Hi'))).status).toBe(400)
  })

  it('can break the connection before the call is seen', async () => {
    graph.fail('refused')
    await expect(post(messagesUrl, text('Hi'))).rejects.toThrow(TypeError)
    expect(graph.sent).toEqual([])
  })

  it('can lose the answer to a message that was accepted', async () => {
    graph.fail('answer-lost')
    await expect(post(messagesUrl, text('Hi'))).rejects.toThrow(TypeError)
    expect(graph.sent).toHaveLength(1)
  })

  it('can accept a message and then let the caller time out', async () => {
    graph.fail('no-answer')
    const signal = AbortSignal.timeout(50)
    await expect(post(messagesUrl, text('Hi'), { signal })).rejects.toThrow(
      expect.objectContaining({ name: 'TimeoutError' }),
    )
    expect(graph.sent).toHaveLength(1)
  })

  it('that are left without an answer end with a reset', async () => {
    graph.fail('no-answer')
    const answer = post(messagesUrl, text('Hi'))
    await expect.poll(() => graph.sent).toHaveLength(1)
    graph.reset()
    await expect(answer).rejects.toThrow(TypeError)
    expect(graph.requests).toEqual([])
    expect(graph.sent).toEqual([])
  })
})
