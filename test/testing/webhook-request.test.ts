import { describe, expect, it } from 'vitest'
import { sampleWebhook, webhookBody, webhookRequest } from '../../src/testing/index.ts'
import { createWebhookHandler } from '../../src/webhook/index.ts'

const appSecret = '0123456789abcdef0123456789abcdef'
const text = 'Grüße 🎉 <b>50 %</b> @ https://a.example/é'
const payload = sampleWebhook('message', { message: { text } })

describe('webhookBody', () => {
  it('escapes as Meta does, and reads back the same', () => {
    const body = webhookBody(payload)
    expect(body).toContain(
      'Gr\\u00fc\\u00dfe \\ud83c\\udf89 <b>50 %<\\/b> @ https:\\/\\/a.example\\/\\u00e9',
    )
    expect(JSON.parse(body)).toEqual(payload)
  })
})

describe('webhookRequest', () => {
  const received: unknown[] = []
  const handle = createWebhookHandler({
    appSecret,
    verifyToken: 'verify',
    onWebhook: (webhook) => void received.push(webhook),
  })

  it('is accepted by the webhook handler', async () => {
    const response = await handle(webhookRequest(payload, { appSecret }))
    expect(response.status).toBe(200)
    await expect.poll(() => received).toEqual([payload])
  })

  it('is refused when another secret signed it', async () => {
    const request = webhookRequest(payload, { appSecret: 'another', url: 'https://b.example/hook' })
    expect(request.url).toBe('https://b.example/hook')
    expect((await handle(request)).status).toBe(401)
  })
})
