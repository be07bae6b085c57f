import { describe, expect, it } from 'vitest'
import { GraphError } from '../../src/graph/index.ts'
import { caught } from './caught.ts'
import { client, graphServer, psid, type Reply, refusal, sent } from './graph-server.ts'

const answer = graphServer()
const html = { 'content-type': 'text/html; charset=utf-8' }

function page(status: number): Response {
  return new Response('<html><body>Sorry, something went wrong.</body></html>', {
    status,
    headers: html,
  })
}

describe('an answer that is no JSON of Graph', () => {
  it.each<[string, Reply, object]>([
    ['an HTML page with 502', page(502), { reason: 'temporary', possiblyDelivered: true }],
    ['an HTML page with 200', page(200), { reason: 'unknown', possiblyDelivered: true }],
    ['an HTML page with 403', page(403), { reason: 'unknown', possiblyDelivered: false }],
    ['an HTML page with 429', page(429), { reason: 'rate_limited', possiblyDelivered: false }],
    ['status 408', page(408), { reason: 'temporary', possiblyDelivered: true }],
    ['an empty 200', new Response(''), { reason: 'unknown', possiblyDelivered: true }],
    ['an empty 500', new Response('', { status: 500 }), { reason: 'temporary' }],
    ['a 204', new Response(null, { status: 204 }), { reason: 'unknown', possiblyDelivered: true }],
    ['a redirection', Response.redirect('https://example.com/', 302), { reason: 'unknown' }],
    ['JSON cut short', new Response('{"message_id":"m_'), { reason: 'unknown' }],
    ['a list', { json: [] }, { reason: 'unknown', possiblyDelivered: true }],
    ['null', { json: null }, { reason: 'unknown', possiblyDelivered: true }],
    ['nothing that names the message', { json: {} }, { reason: 'unknown', retryable: false }],
    ['an invalid id', { json: { message_id: { a: 1 } } }, { reason: 'unknown' }],
  ])('is a GraphError: %s', async (_, reply, expected) => {
    const seen = answer(reply)
    const error = await caught(client().sendText(psid, 'Hi'), GraphError)
    expect(error).toMatchObject(expected)
    expect(error.graphCode).toBeUndefined()
    expect(seen).toHaveLength(1)
  })

  it('is read all the same when only its content type is wrong, as Graph has been seen to do', async () => {
    const headers = { 'content-type': 'text/javascript; charset=UTF-8' }
    answer(new Response(JSON.stringify(sent.json), { headers }))
    expect(await client().sendText(psid, 'Hi')).toMatchObject({ recipientId: psid })
  })
})

describe('an answer with an error', () => {
  it('fails with status 200 also', async () => {
    answer(refusal(190, { status: 200, subcode: 463 }))
    const error = await caught(client().sendText(psid, 'Hi'), GraphError)
    expect(error).toMatchObject({ reason: 'token_invalid', status: 200, subcode: 463 })
  })

  it('may have numbers as texts', async () => {
    answer({ status: 400, json: { error: { code: '10', error_subcode: '2018278' } } })
    const error = await caught(client().sendText(psid, 'Hi'), GraphError)
    expect(error).toMatchObject({ reason: 'window_closed', graphCode: 10, subcode: 2018278 })
  })

  it.each([
    ['a text', 'went wrong'],
    ['true', true],
    ['an object with fields of other types', { code: {}, error_subcode: null, fbtrace_id: 7 }],
  ])('fails when the error is %s', async (_, error) => {
    answer({ status: 200, json: { error } })
    const failure = await caught(client().sendText(psid, 'Hi'), GraphError)
    expect(failure).toMatchObject({ reason: 'unknown', possiblyDelivered: true, status: 200 })
    expect(failure.graphCode).toBeUndefined()
    expect(failure.traceId).toBeUndefined()
  })

  it('succeeds when the error is null', async () => {
    answer({ json: { ...sent.json, error: null } })
    expect(await client().sendText(psid, 'Hi')).toMatchObject({ recipientId: psid })
  })

  it('keeps the trace id of the header where the body has none', async () => {
    answer({ status: 500, json: {}, headers: { 'x-fb-trace-id': 'HeaderTrace1' } })
    const error = await caught(client().sendText(psid, 'Hi'), GraphError)
    expect(error.traceId).toBe('HeaderTrace1')
    expect(error.message).toContain('HeaderTrace1')
  })

  it('keeps no trace id that cannot be one', async () => {
    answer({ ...refusal(1, { fbtrace_id: 'a b' }), headers: { 'x-fb-trace-id': 'c d' } })
    expect((await caught(client().sendText(psid, 'Hi'), GraphError)).traceId).toBeUndefined()
  })

  it.each([
    [
      { status: 400, code: 999_999 },
      { reason: 'unknown', retryable: false, possiblyDelivered: false },
    ],
    [
      { status: 500, code: 999_999 },
      { reason: 'temporary', retryable: true, possiblyDelivered: true },
    ],
    [
      { status: 400, code: 999_999, is_transient: true },
      { reason: 'temporary', retryable: true, possiblyDelivered: true },
    ],
    [
      { status: 400, code: 100, is_transient: true },
      { reason: 'temporary', retryable: true, possiblyDelivered: true },
    ],
    [
      { status: 400, code: 10, is_transient: true },
      { reason: 'permission_missing', retryable: false },
    ],
    [
      { status: 429, code: 999_999 },
      { reason: 'rate_limited', possiblyDelivered: false },
    ],
    [
      { status: 429, code: 100 },
      { reason: 'rate_limited', possiblyDelivered: false },
    ],
    [
      { status: 429, code: 2 },
      { reason: 'temporary', possiblyDelivered: true },
    ],
    [
      { status: 429, code: 1, subcode: 1357046 },
      { reason: 'unknown', retryable: false, possiblyDelivered: true },
    ],
    [
      { status: 429, code: 368 },
      { reason: 'page_restricted', retryable: false },
    ],
  ])('reads %o', async ({ code, ...rest }, expected) => {
    answer(refusal(code, rest))
    expect(await caught(client().sendText(psid, 'Hi'), GraphError)).toMatchObject(expected)
  })

  it('says nothing of a delivery for what sends nothing', async () => {
    answer(refusal(1, { status: 500 }))
    const error = await caught(client().profile(psid), GraphError)
    expect(error).toMatchObject({ reason: 'temporary', possiblyDelivered: false })
    answer(page(200))
    expect(await caught(client().profile(psid), GraphError)).toMatchObject({
      reason: 'unknown',
      possiblyDelivered: false,
    })
  })
})
