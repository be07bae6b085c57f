import { afterEach, describe, expect, it, vi } from 'vitest'
import { createGraphClient, GraphError } from '../../src/graph/index.ts'
import { caught } from './caught.ts'
import { mid, pageAccessToken, psid, sent } from './graph-server.ts'

afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

describe('the fetch of a call', () => {
  it('is called on nothing else, where it is the global one that browsers and workers guard', async () => {
    async function guarded(this: unknown): Promise<Response> {
      if (this !== undefined && this !== globalThis) throw new TypeError('Illegal invocation')
      return Response.json(sent.json)
    }
    vi.stubGlobal('fetch', guarded)
    const client = createGraphClient({ pageAccessToken, retries: 0 })
    expect(await client.sendText(psid, 'Hi')).toEqual({ recipientId: psid, messageId: mid })
    expect(await client.profile(psid)).toEqual({})
    const file = new Blob(['a'])
    expect(await client.sendAttachment(psid, { type: 'file', file })).toMatchObject({
      messageId: mid,
    })
  })

  it('leaves no timer behind when it throws at once', async () => {
    vi.useFakeTimers()
    const fetch = () => {
      throw new TypeError('no network here')
    }
    const client = createGraphClient({ pageAccessToken, fetch, retries: 0 })
    const error = await caught(client.sendText(psid, 'Hi'), GraphError)
    expect(error).toMatchObject({ reason: 'no_response', possiblyDelivered: true })
    expect(vi.getTimerCount()).toBe(0)
  })
})
