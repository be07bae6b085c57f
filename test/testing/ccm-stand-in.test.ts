import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { createCcmClient, readConfiguration } from '../../src/ccm/index.ts'
import type { EmittedCimMessage } from '../../src/cim/emitted.ts'
import { messengerToCim } from '../../src/inbound/index.ts'
import {
  configurationRequest,
  createCcmStandIn,
  gatewayAnswers,
  sampleIds,
  sampleWebhook,
} from '../../src/testing/index.ts'

const { pageId } = sampleIds
const base = 'https://cx.example.com/ccm'
const ccm = createCcmStandIn({
  channels: {
    [pageId]: { pageAccessToken: 'EAAGm0PX4ZCps', verifyToken: 'my verify token' },
  },
})

const server = setupServer(...ccm.handlers)
beforeAll(() => server.listen({ onUnhandledFrame: 'error' }))
afterEach(() => ccm.reset())
afterAll(() => server.close())

const [message] = messengerToCim(sampleWebhook('message')).messages

function receive(body: unknown): Promise<Response> {
  const headers = { 'content-type': 'application/json' }
  const post = { method: 'POST', headers, body: JSON.stringify(body), redirect: 'manual' } as const
  return fetch(`${base}/message/receive`, post)
}

describe('message/receive', () => {
  it('accepts what the translation emits, and keeps it in order, repeats too', async () => {
    const statuses = [await receive(message), await receive(message)].map(({ status }) => status)
    expect(statuses).toEqual([202, 202])
    expect(ccm.messages).toEqual([message, message])
  })

  it.each([
    ['an attribute of a type that CX lacks', { type: 'String' }, 'additionalAttributes[0].type'],
    ['a value that is too long', { value: 'x'.repeat(2001) }, 'additionalAttributes[0].value'],
  ])('answers 400 to %s, and says where', async (_, wrong, where) => {
    const attribute = { key: 'command', type: 'String2000', value: 'help', ...wrong }
    const channelData = { ...message?.header.channelData, additionalAttributes: [attribute] }
    const response = await receive({ ...message, header: { ...message?.header, channelData } })
    expect(response.status).toBe(400)
    expect((await response.json()).error).toContain(where)
    expect(ccm.messages).toEqual([])
    expect(ccm.requests).toHaveLength(1)
  })

  it('fails as planned', async () => {
    ccm.fail({ status: 503, headers: { 'retry-after': '1' } }, { times: 2 })
    ccm.fail('answer-lost')
    expect((await receive(message)).headers.get('retry-after')).toBe('1')
    expect((await receive(message)).status).toBe(503)
    await expect(receive(message)).rejects.toThrow(TypeError)
    expect(ccm.messages satisfies readonly EmittedCimMessage[]).toHaveLength(1)
    expect((await receive(message)).status).toBe(202)
  })
})

describe('fail, for a while', () => {
  it('ends when its time is over, however many calls came', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    ccm.fail(gatewayAnswers.notFound, { forMs: 2000 })
    ccm.fail(gatewayAnswers.redirect, { times: 1, forMs: 4000 })
    const statuses: number[] = []
    for (const pause of [0, 1000, 1000, 0]) {
      vi.setSystemTime(Date.now() + pause)
      statuses.push((await receive(message)).status)
    }
    vi.useRealTimers()
    expect(statuses).toEqual([404, 404, 302, 202])
  })

  it.each(Object.entries(gatewayAnswers))(
    '%s says nothing about a message',
    async (name, answer) => {
      ccm.fail(answer)
      const client = createCcmClient({ baseUrl: base, retries: 0 })
      const refused = name === 'tooLarge'
      const status = answer.status
      await expect(client.receive(requireMessage())).rejects.toMatchObject({ status, refused })
      expect(ccm.messages).toEqual([])
    },
  )
})

function requireMessage(): EmittedCimMessage {
  if (message === undefined) throw new Error('the sample became no message')
  return message
}

describe('configurations', () => {
  it('have the names of CX, without those that are not set', async () => {
    const response = await fetch(`${base}/channel-connectors/configurations/${pageId}`)
    expect(await response.json()).toEqual([
      { key: 'FACEBOOK-API-KEY', type: 'String2000', value: 'EAAGm0PX4ZCps' },
      { key: 'FACEBOOK-PAGE-ACCESS-TOKEN', type: 'String2000', value: 'my verify token' },
    ])
  })

  it('come masked, as with CCM that masks secrets', async () => {
    const channels = { [pageId]: { hostUrl: 'https://graph.facebook.com/', verifyToken: 'mine' } }
    const masking = createCcmStandIn({ baseUrl: 'http://ccm:8081/', channels, masked: true })
    server.use(...masking.handlers)
    const { configuration } = createCcmClient({ baseUrl: 'http://ccm:8081' })
    expect(await configuration(pageId)).toMatchObject({
      hostUrl: 'https://graph.facebook.com/',
      verifyToken: undefined,
      masked: ['FACEBOOK-PAGE-ACCESS-TOKEN'],
    })
    server.resetHandlers()
  })

  it('are pushed as CX pushes them', async () => {
    const settings = { pageAccessToken: 'EAAG-new', verifyToken: 'mine' }
    const url = 'http://connector:8080/'
    const request = configurationRequest(pageId, settings, { url })
    expect([request.method, request.url]).toEqual([
      'POST',
      'http://connector:8080/connector-configurations',
    ])
    const read = readConfiguration(await request.json())
    expect(read).toMatchObject({ serviceIdentifier: pageId, ...settings, masked: [] })
    const masked = await configurationRequest(pageId, settings, { masked: true }).json()
    expect(readConfiguration(masked).masked).toEqual([
      'FACEBOOK-API-KEY',
      'FACEBOOK-PAGE-ACCESS-TOKEN',
    ])
  })

  it.each(['channel-connectors/configurations/999', 'message/send', 'constructor'])(
    'and other paths that there are not answer 404: %s',
    async (path) => {
      expect((await fetch(`${base}/${path}`)).status).toBe(404)
    },
  )
})
