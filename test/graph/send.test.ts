import { describe, expect, it } from 'vitest'
import { GraphError, LimitError, PayloadError, SendAbortedError } from '../../src/graph/index.ts'
import { limits } from '../../src/messenger/limits.ts'
import type { SendRequest } from '../../src/messenger/send-request.ts'
import { caught } from './caught.ts'
import { client, graphServer, mid, pageAccessToken, psid, refusal, sent } from './graph-server.ts'

const answer = graphServer()
const quoted = 'm_QuOtEdQuOtEdQuOtEdQuOtEdQuOtEdQuOtEdQuOtEdQuOtEdQuOtEdQuOtEdQuOtEdQuOtEdQuO'

function text(text: string): SendRequest {
  return { recipient: { id: psid }, messaging_type: 'RESPONSE', message: { text } }
}

describe('sendText', () => {
  it('posts the text to the Page and gives the ids', async () => {
    const seen = answer(sent)
    const result = await client().sendText(psid, 'Good morning')
    expect(result).toEqual({ recipientId: psid, messageId: mid })
    expect(seen).toMatchObject([{ method: 'POST', json: text('Good morning') }])
    expect(seen[0]?.url.href).toBe('https://graph.facebook.com/v26.0/104857600123456/messages')
    expect(seen[0]?.headers.get('authorization')).toBe(`Bearer ${pageAccessToken}`)
    expect(seen[0]?.headers.get('content-type')).toBe('application/json')
  })

  it('quotes at the top level of the request', async () => {
    const seen = answer(sent)
    await client().sendText(psid, 'That one', { replyTo: quoted })
    expect(seen[0]?.json).toEqual({ ...text('That one'), reply_to: { mid: quoted } })
  })

  it('refuses a text over the limit before the network, and does not split it', async () => {
    const seen = answer(sent)
    const { max } = limits.text
    const error = await caught(client().sendText(psid, 'a'.repeat(max + 1)), LimitError)
    expect(error).toMatchObject({ limit: max, actual: max + 1, unit: 'characters' })
    expect(seen).toEqual([])
    await client().sendText(psid, 'a'.repeat(max))
    expect(seen).toHaveLength(1)
  })

  it.each([
    ['an empty text', psid, '', {}],
    ['a blank text', psid, ' \n', {}],
    ['no PSID', '', 'Hello', {}],
    ['an empty mid to quote', psid, 'Hello', { replyTo: '' }],
  ])('refuses %s before the network', async (_, to, words, options) => {
    const seen = answer(sent)
    await caught(client().sendText(to, words, options), PayloadError)
    expect(seen).toEqual([])
  })
})

describe('send', () => {
  it('sends any request as it is', async () => {
    const seen = answer(sent)
    const request: SendRequest = {
      recipient: { comment_id: '104857600123456_1234567890' },
      messaging_type: 'RESPONSE',
      message: { text: 'In private', quick_replies: [{ content_type: 'user_email' }] },
      notification_type: 'NO_PUSH',
      persona_id: '1122334455667788',
    }
    await client().send(request)
    expect(seen[0]?.json).toEqual(request)
  })

  it('reports a list that is too long as a limit', async () => {
    const button = { type: 'postback' as const, title: 'Yes', payload: 'YES' }
    const buttons = Array.from({ length: limits.buttons.max + 1 }, () => button)
    const attachment = {
      type: 'template' as const,
      payload: { template_type: 'button' as const, text: 'Well?', buttons },
    }
    const request: SendRequest = { ...text(''), message: { attachment } }
    const error = await caught(client().send(request), LimitError)
    const { max } = limits.buttons
    expect(error).toMatchObject({ limit: max, actual: max + 1, unit: 'items' })
    expect(error.message).toContain('message.attachment.payload.buttons')
  })

  it('reports every other mistake with its path, also together with a limit', async () => {
    const request = { ...text('a'.repeat(limits.text.max + 1)), messaging_type: 'LOUD' }
    // @ts-expect-error: check how the runtime handles a request that the types refuse.
    const error = await caught(client().send(request), PayloadError)
    expect(error.subject).toBe('send_request')
    expect(error.issues.map(({ path }) => path.join('.'))).toEqual([
      'messaging_type',
      'message.text',
    ])
  })

  it('reports a number that is too large with its path', async () => {
    const expires_in_days = limits.callButtonDays.max + 1
    const button = { type: 'audio_call' as const, title: 'Call us', expires_in_days }
    const payload = { template_type: 'button' as const, text: 'Hi', buttons: [button] }
    const message = { attachment: { type: 'template' as const, payload } }
    const error = await caught(client().send({ ...text(''), message }), PayloadError)
    expect(error.issues[0]?.path.at(-1)).toBe('expires_in_days')
  })

  it('reads ids that come as numbers, with all their digits', async () => {
    const json =
      '{"recipient_id":7312345678901234,"message_id":"m_1","attachment_id":98765432109876543}'
    answer(new Response(json))
    expect(await client().send(text('Hi'))).toEqual({
      recipientId: '7312345678901234',
      messageId: 'm_1',
      attachmentId: '98765432109876543',
    })
  })

  it('goes to the Page of the token where no Page id is given', async () => {
    const seen = answer(sent)
    await client({ pageId: undefined }).send(text('Hi'))
    expect(seen[0]?.url.pathname).toBe('/v26.0/me/messages')
  })

  it('does not call when its signal is aborted already', async () => {
    const seen = answer(sent)
    const reason = new Error('shutting down')
    const signal = AbortSignal.abort(reason)
    await expect(client().send(text('Hi'), { signal })).rejects.toBe(reason)
    expect(seen).toEqual([])
  })
})

describe('a quote that is refused', () => {
  const unnamed = refusal(100)
  const named = refusal(10900, { message: 'Cannot use reply_to here' })

  it.each([
    ['with no more than code 100', unnamed],
    ['with a subcode that nobody knows', refusal(100, { subcode: 2099999 })],
    ['in words that name it', named],
    [
      'in words that name it as parameter',
      refusal(100, { message: '(#100) Param reply_to[mid] …' }),
    ],
    ['as a message that is gone', refusal(9000001)],
    ['as a message that is gone, by the subcode', refusal(100, { subcode: 9000001 })],
    ['in general words', refusal(100, { message: '(#100) Invalid parameter value' })],
    ['in words on where', refusal(100, { message: '(#100) Invalid parameter in the request' })],
    ['in words on what for', refusal(100, { message: '(#100) Bad parameter for reply' })],
  ])('%s is sent once more without it, and the result says so', async (_, reply) => {
    const seen = answer(reply, sent)
    const result = await client().sendText(psid, 'Hi', { replyTo: quoted })
    expect(result).toEqual({ recipientId: psid, messageId: mid, quoteDropped: true })
    expect(seen.map(({ json }) => json)).toEqual([
      { ...text('Hi'), reply_to: { mid: quoted } },
      text('Hi'),
    ])
  })

  it.each([
    ['no such customer', refusal(100, { subcode: 2018001 })],
    ['a closed window', refusal(10, { subcode: 2018278 })],
    ['another parameter', refusal(100, { message: '(#100) Param recipient[id] must be an id' })],
    ['a text too long', refusal(100, { message: '(#100) Length of param message[text] must …' })],
    ['a wrong tag', refusal(100, { message: '(#100) Invalid parameter: "tag"' })],
    ['a rate limit, whatever its words', refusal(4, { message: 'too many with reply_to' })],
    ['a failure that may have delivered', refusal(1, { status: 500, message: 'reply_to' })],
    ['a bad token', refusal(190, { status: 401 })],
  ])('stays refused for %s', async (_, reply) => {
    const seen = answer(reply, sent)
    await caught(client().sendText(psid, 'Hi', { replyTo: quoted }), GraphError)
    expect(seen).toHaveLength(1)
  })

  it('is not tried a third time', async () => {
    const seen = answer(unnamed, refusal(100, { message: '(#100) reply_to' }))
    await caught(client().sendText(psid, 'Hi', { replyTo: quoted }), GraphError)
    expect(seen).toHaveLength(2)
  })

  it('is nothing to a request that quotes nothing', async () => {
    const seen = answer(named, sent)
    await caught(client().sendText(psid, 'Hi'), GraphError)
    expect(seen).toHaveLength(1)
  })
})

describe('sendAll', () => {
  it('sends in order and gives the results in order', async () => {
    const seen = answer(
      { json: { recipient_id: psid, message_id: 'm_1' } },
      { json: { recipient_id: psid, message_id: 'm_2' } },
      { json: { recipient_id: psid } },
    )
    const action = { recipient: { id: psid }, sender_action: 'typing_on' as const }
    const results = await client().sendAll([text('1'), text('2'), action])
    expect(results.map(({ messageId }) => messageId)).toEqual(['m_1', 'm_2', undefined])
    expect(seen.map(({ json }) => json)).toEqual([text('1'), text('2'), action])
  })

  it('stops at the first failure and says what the customer has', async () => {
    const seen = answer({ json: { message_id: 'm_1' } }, refusal(10, { subcode: 2018278 }), sent)
    const requests = [text('1'), text('2'), text('3')]
    const error = await caught(client().sendAll(requests), SendAbortedError)
    expect(error).toMatchObject({ sent: [{ messageId: 'm_1' }], failedIndex: 1 })
    expect(error.cause).toBeInstanceOf(GraphError)
    expect(error.cause).toMatchObject({ reason: 'window_closed' })
    expect(seen).toHaveLength(2)
  })

  it('checks all before it sends the first', async () => {
    const seen = answer(sent)
    const error = await caught(client().sendAll([text('1'), text('')]), PayloadError)
    expect(error.issues.map(({ path }) => path)).toEqual([[1, 'message', 'text']])
    const long = text('a'.repeat(limits.text.max + 1))
    const limit = await caught(client().sendAll([text('1'), long]), LimitError)
    expect(limit.message).toMatch(/^\[1\]\.message\.text: /)
    expect(seen).toEqual([])
  })

  it('serves several customers, and none', async () => {
    const seen = answer(sent)
    const other = { ...text('2'), recipient: { id: '7399999999999999' } }
    expect(await client().sendAll([text('1'), other])).toHaveLength(2)
    expect(await client().sendAll([])).toEqual([])
    expect(seen).toHaveLength(2)
  })

  it('stops between two requests when its signal is aborted', async () => {
    const controller = new AbortController()
    const seen = answer({ ...sent, headers: { 'x-app-usage': '{"call_count":1}' } })
    const onUsage = () => controller.abort('enough')
    const error = await caught(
      client({ onUsage }).sendAll([text('1'), text('2')], { signal: controller.signal }),
      SendAbortedError,
    )
    expect(error).toMatchObject({ failedIndex: 1, cause: 'enough', sent: [{ messageId: mid }] })
    expect(seen).toHaveLength(1)
  })
})
