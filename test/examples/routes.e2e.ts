import { gzipSync } from 'node:zlib'
import { type ChannelSettings, signWebhook, webhookBody } from 'messenger-cim/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { HostProcess } from '../../examples/demo/host-process.ts'
import { agentsMessage, idOf, message, midOf, pageId, psid } from '../../examples/demo/recorded.ts'
import {
  appSecret,
  createRig,
  examples,
  pageAccessToken,
  postCim,
  postWebhook,
  type Rig,
  verifyToken,
  webhookPath,
} from './rig.ts'

describe.each(examples)('the %s host', (example) => {
  let rig: Rig
  let host: HostProcess

  beforeAll(async () => {
    rig = await createRig()
    host = await rig.start(example, { CX_TOKEN: 'a-token-for-cx-only' })
  })
  afterAll(() => rig.close())

  const cx = { authorization: 'Bearer a-token-for-cx-only' }

  it.each([webhookPath, '/facebook-connector/webhook'])(
    'answers the challenge at %s',
    async (path) => {
      const query = new URLSearchParams({
        'hub.mode': 'subscribe',
        'hub.verify_token': verifyToken,
        'hub.challenge': '1158201444',
      })
      const response = await fetch(`${host.url}${path}?${query}`)
      expect([response.status, await response.text()]).toEqual([200, '1158201444'])
      query.set('hub.verify_token', 'something else')
      expect((await fetch(`${host.url}${path}?${query}`)).status).toBe(403)
    },
  )

  it('gives CX a webhook whose body is escaped in any way, by its bytes', async () => {
    const text = 'Grüße / 你好 👍🏽'
    const escaped = JSON.stringify(message(1, { text }))
      .replaceAll('ü', '\\u00fc')
      .replaceAll('/', '\\/')
    expect((await postWebhook(host, escaped)).status).toBe(200)
    await host.idle()
    expect(rig.standIns.ccm.messages).toMatchObject([{ id: idOf(1), body: { markdownText: text } }])
  })

  it.each([
    'application/json; charset',
    'json',
    ';',
    'text/plain',
    'application/x-www-form-urlencoded',
  ])('takes a signed webhook whatever its type says: %s', async (type) => {
    const headers = { 'content-type': type }
    expect((await postWebhook(host, message(1, { text: 'Hello' }), headers)).status).toBe(200)
    await host.idle()
  })

  it.each([
    ['another secret', { 'x-hub-signature-256': `sha256=${'0'.repeat(64)}` }],
    ['no form of one', { 'x-hub-signature-256': 'sha1=abc' }],
    ['nothing in it', { 'x-hub-signature-256': '' }],
  ])('answers 401 to a signature with %s, and passes nothing on', async (_, headers) => {
    const before = rig.standIns.ccm.messages.length
    expect((await postWebhook(host, message(2, { text: 'Hello' }), headers)).status).toBe(401)
    await host.idle()
    expect(rig.standIns.ccm.messages).toHaveLength(before)
  })

  it('answers 400 to what is no JSON, 413 to what is too long, 404 to what it does not have', async () => {
    expect((await postWebhook(host, '{"object":')).status).toBe(400)
    expect((await postWebhook(host, `"${'x'.repeat(2 ** 20)}"`)).status).toBe(413)
    expect((await fetch(`${host.url}/nothing`)).status).toBe(404)
  })

  it('answers 415 to what is compressed, from Meta and from CX, and passes nothing on', async () => {
    const { ccm, graph } = rig.standIns
    const before = [ccm.messages.length, graph.sent.length]
    const webhook = gzipSync(webhookBody(message(4, { text: 'Hello' })))
    const cim = gzipSync(JSON.stringify(agentsMessage(4, { type: 'PLAIN', markdownText: 'Hello' })))
    const posts = [
      [webhookPath, webhook, { 'x-hub-signature-256': signWebhook(webhook, appSecret) }],
      ['/message/receive', cim, cx],
    ] as const
    for (const [path, body, own] of posts) {
      const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip', ...own }
      const response = await fetch(host.url + path, { method: 'POST', headers, body })
      expect([response.status, response.headers.get('accept-encoding')]).toEqual([415, 'identity'])
    }
    await host.idle()
    expect([ccm.messages.length, graph.sent.length]).toEqual(before)
  })

  it('accepts a signed webhook that is not one of Messenger, because Meta would only repeat it', async () => {
    expect((await postWebhook(host, { object: 'instagram', entry: [{ id: '1' }] })).status).toBe(
      200,
    )
    expect((await postWebhook(host, ['nothing'])).status).toBe(200)
    await host.idle()
  })

  it('sends what CX posts with its token, and nothing without', async () => {
    const hello = agentsMessage(1, { type: 'PLAIN', markdownText: 'Good morning' })
    expect((await postCim(host, hello)).status).toBe(401)
    expect((await postCim(host, hello, { authorization: 'Bearer a-token-for-all' })).status).toBe(
      401,
    )
    expect((await postCim(host, hello, cx)).status).toBe(202)
    await host.idle()
    expect(rig.standIns.graph.sent).toMatchObject([
      { request: { message: { text: 'Good morning' } } },
    ])
  })

  it('answers 400 to what is no CIM message, naming what is wrong and quoting nothing', async () => {
    const response = await postCim(host, { id: 7, header: {}, body: { type: 'PLAIN' } }, cx)
    expect(response.status).toBe(400)
    expect(await response.text()).toContain('header.channelData')
  })

  it('notifies CX of a message that cannot be sent', async () => {
    const { ccm } = rig.standIns
    const before = ccm.messages.length
    const answer = await postCim(host, agentsMessage(2, { type: 'EMAIL' }), cx)
    expect(answer.status).toBe(202)
    await host.idle()
    expect(ccm.messages.slice(before)).toMatchObject([
      { body: { type: 'DELIVERYNOTIFICATION', status: 'FAILED', reasonCode: '400' } },
    ])
  })

  it('takes changed settings from CX only as a list of attributes', async () => {
    const post = (body: unknown, headers = {}) =>
      fetch(`${host.url}/connector-configurations`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      })
    const attributes = [{ key: 'FACEBOOK-API-KEY', type: 'String2000', value: 'EAAx' }]
    expect((await post(attributes)).status).toBe(401)
    expect((await post(attributes, cx)).status).toBe(200)
    expect((await post({ key: 'x' }, cx)).status).toBe(400)
  })

  it('measures what it does, in Prometheus text', async () => {
    const response = await fetch(`${host.url}/metrics`)
    expect(response.headers.get('content-type')).toContain('text/plain')
    const lines = (await response.text()).split('\n')
    expect(lines).toContain('messenger_cim_tasks{state="waiting"} 0')
    expect(lines).toContain('messenger_cim_tasks{state="dead"} 1')
    expect(lines).toContain('messenger_cim_events_total{type="sent"} 1')
    expect(lines).toContain('messenger_cim_events_total{type="dead"} 1')
    expect((await fetch(`${host.url}/healthz`)).status).toBe(200)
  })

  it('logs JSON with ids, and neither secrets nor what anybody wrote', () => {
    const log = host.lines.join('\n')
    for (const line of host.lines) expect(JSON.parse(line)).toHaveProperty('level')
    expect(log).toContain(midOf(1).slice(0, 20))
    for (const secret of [appSecret, pageAccessToken, verifyToken, 'a-token-for-cx-only']) {
      expect(log).not.toContain(secret)
    }
    for (const text of ['Grüße', 'Good morning', 'amina.k', 'Sara']) expect(log).not.toContain(text)
  })
})

describe.each(examples)('the %s host with settings from CX', (example) => {
  const channels: Record<string, ChannelSettings> = {}
  let rig: Rig
  let host: HostProcess

  beforeAll(async () => {
    rig = await createRig(channels)
    const blank = { PAGE_ID: '', PAGE_ACCESS_TOKEN: '', VERIFY_TOKEN: '' }
    host = await rig.start(example, { ...blank, SETTINGS: 'ccm' })
  })
  afterAll(() => rig.close())

  it('answers the challenge of Pages that CX has', async () => {
    channels[pageId] = { pageAccessToken: 'EAA-outdated', verifyToken: 'token-in-cx' }
    const query = 'hub.mode=subscribe&hub.verify_token=token-in-cx&hub.challenge=42'
    expect(await (await fetch(`${host.url}${webhookPath}?${query}`)).text()).toBe('42')
    const other = await fetch(`${host.url}/facebook-connector/webhook/999?${query}`)
    expect(other.status).toBe(404)
  })

  it('uses a changed token once CX has posted the change', async () => {
    const { ccm, graph } = rig.standIns
    await postCim(host, agentsMessage(1, { type: 'PLAIN', markdownText: 'One' }))
    await host.idle()
    expect(ccm.messages).toMatchObject([{ body: { status: 'FAILED', reasonCode: '500' } }])
    channels[pageId] = { pageAccessToken, verifyToken: 'token-in-cx' }
    await fetch(`${host.url}/connector-configurations`, { method: 'POST', body: '[]' })
    await postCim(host, agentsMessage(2, { type: 'PLAIN', markdownText: 'Two' }))
    await host.idle()
    expect(graph.sent).toMatchObject([{ request: { message: { text: 'Two' } } }])
  })

  it('notifies CX of a message for a Page without a channel in CX', async () => {
    const channelData = { channelCustomerIdentifier: psid, serviceIdentifier: '999' }
    const body = { type: 'PLAIN', markdownText: 'Three' }
    await postCim(host, agentsMessage(3, body, { channelData }))
    await host.idle()
    expect(rig.standIns.ccm.messages.at(-1)).toMatchObject({
      body: { status: 'FAILED', reasonCode: '404' },
    })
  })
})
