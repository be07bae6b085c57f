import { describe, expect, it, vi } from 'vitest'
import { createWebhookHandler, signWebhook } from '../../src/webhook/index.ts'

const appSecret = '0123456789abcdef0123456789abcdef'
const body = JSON.stringify({ object: 'page', entry: [] })

function post(onWebhook: (payload: unknown) => unknown, onError?: (error: unknown) => unknown) {
  const handle = createWebhookHandler({
    appSecret,
    verifyToken: 'verify',
    answer: 'after',
    onWebhook,
    ...(onError && { onError }),
  })
  const headers = { 'x-hub-signature-256': signWebhook(body, appSecret) }
  return handle(new Request('http://host/webhook', { method: 'POST', body, headers }))
}

describe("a handler with answer: 'after'", () => {
  it('answers 200 once onWebhook has resolved, and not before', async () => {
    let isStored = false
    const response = await post(async () => {
      await new Promise((resolve) => setTimeout(resolve, 50))
      isStored = true
    })
    expect([response.status, isStored]).toEqual([200, true])
  })

  it('answers 503 if onWebhook fails, so that Meta sends it again, and calls onError', async () => {
    const onError = vi.fn()
    const failure = new Error('not stored')
    expect((await post(() => Promise.reject(failure), onError)).status).toBe(503)
    expect(
      (
        await post(() => {
          throw failure
        }, onError)
      ).status,
    ).toBe(503)
    expect(onError.mock.calls).toEqual([[failure], [failure]])
  })
})
