import { describe, expect, it, vi } from 'vitest'
import { CcmError, PayloadError, StorageError } from '../../src/errors.ts'
import { ccmPages, staticPages } from '../../src/host/index.ts'
import { openSqlite } from '../../src/sqlite/index.ts'
import { signWebhook } from '../../src/webhook/index.ts'
import { pageId, plain, psid, textWebhook } from '../connector/world.ts'
import { appSecret, createWorld, verifyToken } from './world.ts'

const challenge = `?hub.mode=subscribe&hub.verify_token=${encodeURIComponent(verifyToken)}&hub.challenge=1158201444`

describe.each(['', '/facebook-connector'])('with "%s" before it', (prefix) => {
  it.each([`/webhook/${pageId}`, '/webhook'])('GET %s answers the challenge', async (path) => {
    const { get } = createWorld()
    const response = await get(`${prefix}${path}${challenge}`)
    expect([response.status, await response.text()]).toEqual([200, '1158201444'])
    expect((await get(`${prefix}${path}${challenge.replace('made', 'stole')}`)).status).toBe(403)
  })

  it.each([`/webhook/${pageId}`, '/webhook'])('POST %s takes a webhook', async (path) => {
    const { postWebhook, received } = createWorld()
    const response = await postWebhook(textWebhook('a', 'Hello'), prefix + path)
    expect(response.status).toBe(200)
    await vi.waitFor(() => expect(received).toMatchObject([{ body: { markdownText: 'Hello' } }]))
  })

  it.each(['/message/receive', '/ccm-msg/receive', '/'])(
    'POST %s takes a message',
    async (path) => {
      const { post, sent } = createWorld()
      const response = await post(prefix + path, JSON.stringify(plain('one')))
      expect(response.status).toBe(202)
      await vi.waitFor(() => expect(sent).toMatchObject([{ recipient: { id: psid } }]))
    },
  )

  it('accepts settings, and answers for its health', async () => {
    const { post, get, host } = createWorld()
    await host.ready
    const settings = { serviceIdentifier: pageId, connectorConfigurations: [] }
    const answers = await Promise.all([
      post(`${prefix}/connector-configurations`, JSON.stringify(settings)),
      get(`${prefix}/healthz`),
      get(`${prefix}/readyz`),
    ])
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
  })
})

describe('what a host refuses', () => {
  it.each([
    ['GET', '/'],
    ['GET', '/metrics'],
    ['PUT', `/webhook/${pageId}`],
    ['POST', '/webhook/not-a-page'],
    ['POST', `/webhook/${pageId}/more`],
    ['GET', '/facebook-connectors/healthz'],
  ])('%s %s is not found', async (method, path) => {
    const { host } = createWorld()
    const { status, headers } = await host.fetch(new Request(`http://host${path}`, { method }))
    expect([status, headers.get('x-content-type-options')]).toEqual([404, 'nosniff'])
  })

  it('is a webhook that Meta did not sign, and one that is no JSON', async () => {
    const { post, events, store } = createWorld()
    const body = JSON.stringify(textWebhook('a', 'secret words'))
    const forged = signWebhook(body, 'another secret'.padEnd(32))
    const broken = { 'x-hub-signature-256': signWebhook('{', appSecret) }
    const answers = await Promise.all([
      post('/webhook', body),
      post('/webhook', body, { 'x-hub-signature-256': forged }),
      post('/webhook', '{', broken),
    ])
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 400])
    expect(events.map(({ type }) => type)).toEqual(['refused', 'refused', 'refused'])
    expect(JSON.stringify(events)).not.toContain('secret words')
    expect(await store.queue.counts()).toEqual({ waiting: 0, dead: 0 })
  })

  it('is a body that is too long, or no message', async () => {
    const { post } = createWorld()
    const long = await post('/message/receive', 'x'.repeat(1_100_000))
    expect([long.status, long.headers.get('connection')]).toEqual([413, 'close'])
    const wrong = await post('/message/receive', '{"id": 7}')
    expect([wrong.status, await wrong.text()]).toEqual([400, expect.stringContaining('header')])
  })

  it.each(['Forwarded', 'X-Forwarded-For', 'X-Real-IP', 'Via'])(
    'is a post with %s where CX has no token',
    async (name) => {
      const stranger = { [name]: 'for=203.0.113.7' }
      const { postCim, post, sent, store } = createWorld()
      expect((await postCim(plain('one'), stranger)).status).toBe(403)
      expect((await post('/connector-configurations', '[]', stranger)).status).toBe(403)
      expect(await store.queue.counts()).toEqual({ waiting: 0, dead: 0 })
      expect(sent).toEqual([])
      const open = createWorld({ cx: { allowForwarded: true } })
      expect((await open.postCim(plain('one'), stranger)).status).toBe(202)
    },
  )

  it('is a post without the token of CX, from wherever', async () => {
    const token = 'a long token of CX'
    const { postCim } = createWorld({ cx: { token } })
    const { status, headers } = await postCim(plain('one'))
    expect([status, headers.get('www-authenticate')]).toEqual([401, 'Bearer'])
    expect((await postCim(plain('one'), { authorization: 'Bearer another' })).status).toBe(401)
    expect((await postCim(plain('one'), { authorization: token })).status).toBe(401)
    for (const scheme of ['Bearer', 'bearer']) {
      const given = { authorization: `${scheme} ${token}`, via: '1.1 gateway' }
      expect((await postCim(plain('one'), given)).status).toBe(202)
    }
  })

  it.each(['gzip', 'br', 'x-unknown'])('is a body in the content coding %s', async (coding) => {
    const { post } = createWorld()
    for (const path of ['/webhook', '/message/receive']) {
      const { status, headers } = await post(path, '{}', { 'content-encoding': coding })
      expect(status).toBe(415)
      expect(headers.get('accept-encoding')).toBe('identity')
      expect(headers.get('connection')).toBe('close')
    }
    const same = await post('/message/receive', '{}', { 'content-encoding': 'Identity' })
    expect(same.status).toBe(400)
  })

  it('is a body that does not end in time', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    try {
      const { host } = createWorld()
      const body = new ReadableStream({
        start(controller) {
          controller.enqueue(new TextEncoder().encode('{'))
        },
      })
      const init = { method: 'POST', body, duplex: 'half' }
      const answer = host.fetch(new Request('http://host/webhook', init))
      await vi.advanceTimersByTimeAsync(30_000)
      const { status, headers } = await answer
      expect([status, headers.get('connection')]).toEqual([408, 'close'])
    } finally {
      vi.useRealTimers()
    }
  })
})

describe('a body that breaks off', () => {
  it.each(['/webhook', '/message/receive'])(
    'is refused at POST %s, and is no fault of the queue',
    async (path) => {
      const { host, events } = createWorld()
      const body = new ReadableStream({
        start: (controller) => controller.error(new Error('secret words')),
      })
      const init = { method: 'POST', body, duplex: 'half' }
      const { status, headers } = await host.fetch(new Request(`http://host${path}`, init))
      expect([status, headers.get('connection')]).toEqual([400, 'close'])
      const error = { name: 'Refused', message: 'the body broke off' }
      expect(events).toEqual([expect.objectContaining({ type: 'refused', status: 400, error })])
      expect(JSON.stringify(events)).not.toContain('secret words')
    },
  )
})

describe('a message in another encoding than UTF-8', () => {
  it('is refused, for the customer would get replacement characters', async () => {
    const { host, sent } = createWorld()
    const text = JSON.stringify(plain('Grüße'))
    const body = Uint8Array.from(text, (character) => character.charCodeAt(0))
    const request = new Request('http://host/message/receive', { method: 'POST', body })
    const response = await host.fetch(request)
    expect([response.status, await response.text()]).toEqual([
      400,
      expect.stringContaining('UTF-8'),
    ])
    expect(sent).toEqual([])
  })
})

describe('HEAD', () => {
  it.each(['/healthz', '/readyz', '/facebook-connector/healthz'])(
    'of %s is answered as GET is, for load balancers',
    async (path) => {
      const { host } = createWorld()
      await host.ready
      const { status } = await host.fetch(new Request(`http://host${path}`, { method: 'HEAD' }))
      expect(status).toBe(200)
    },
  )
})

describe('a host that cannot store', () => {
  it.each([
    ['rejects', () => Promise.reject(new Error('secret words'))],
    ['throws', () => fail('secret words')],
    ['says that the post is wrong', () => fail(new PayloadError('options', []))],
  ])('answers 503 where a queue of its own %s', async (_, add) => {
    const { queue, log } = openSqlite(':memory:')
    const { postWebhook, postCim, events } = createWorld({ queue: { ...queue, add }, log })
    expect((await postWebhook(textWebhook('a', 'Hello'))).status).toBe(503)
    expect((await postCim(plain('one'))).status).toBe(503)
    const kinds = ['queue_failed', 'refused', 'queue_failed', 'refused']
    expect(events.map(({ type }) => type)).toEqual(kinds)
    expect(JSON.stringify(events)).not.toContain('secret words')
  })

  it('answers 503 to all that it would have to keep, and says why', async () => {
    const { queue, log } = openSqlite(':memory:')
    const full = () => Promise.reject(new StorageError('full', 'database or disk is full'))
    const { postWebhook, postCim, get, events } = createWorld({
      queue: { ...queue, add: full, check: full },
      log,
    })
    expect((await postWebhook(textWebhook('a', 'Hello'))).status).toBe(503)
    expect((await postCim(plain('one'))).status).toBe(503)
    const health = await get('/healthz')
    expect([health.status, await health.text()]).toEqual([
      503,
      expect.stringContaining('database or disk is full'),
    ])
    expect(events).toContainEqual({
      type: 'queue_failed',
      error: expect.objectContaining({ code: 'storage_failed', reason: 'full' }),
    })
  })
})

describe('the health of a host', () => {
  it('is asked again after a clock was set back', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    try {
      const { queue, log } = openSqlite(':memory:')
      const check = vi.fn(async () => {}).mockRejectedValueOnce(new StorageError('full'))
      const { get } = createWorld({ queue: { ...queue, check }, log })
      expect((await get('/healthz')).status).toBe(503)
      vi.setSystemTime(Date.now() - 3_600_000)
      expect((await get('/healthz')).status).toBe(200)
    } finally {
      vi.useRealTimers()
    }
  })
})

describe('a webhook on the address of a Page that it does not name', () => {
  it('is accepted, and reported', async () => {
    const { postWebhook, events } = createWorld()
    const response = await postWebhook(textWebhook('a', 'Hello'), '/webhook/104857600999999')
    expect(response.status).toBe(200)
    expect(events[0]).toEqual({ type: 'accepted', kind: 'webhook', tasks: 1, misaddressed: true })
  })
})

describe('a role', () => {
  it('of a worker answers nothing but its health', async () => {
    const { postWebhook, postCim, get } = createWorld({ role: 'worker' })
    expect((await postWebhook(textWebhook('a', 'Hello'))).status).toBe(404)
    expect((await postCim(plain('one'))).status).toBe(404)
    expect((await get('/healthz')).status).toBe(200)
  })

  it('of a receiver stores posts, and delivers nothing', async () => {
    const { postCim, store, sent, host } = createWorld({ role: 'receiver' })
    await host.ready
    expect((await postCim(plain('one'))).status).toBe(202)
    expect(await store.queue.counts()).toEqual({ waiting: 1, dead: 0 })
    expect(sent).toEqual([])
    expect(await host.stop()).toEqual({ left: 1 })
  })

  it('of a receiver is not ready on a queue that cannot store', async () => {
    const { queue } = openSqlite(':memory:')
    const check = () => Promise.reject(new StorageError('access_denied'))
    const { host, get, events } = createWorld({ role: 'receiver', queue: { ...queue, check } })
    await expect(host.ready).rejects.toMatchObject({ reason: 'access_denied' })
    expect((await get('/readyz')).status).toBe(503)
    expect(events).toMatchObject([{ type: 'queue_failed', error: { reason: 'access_denied' } }])
  })

  it('of a receiver waits for a queue that is away', async () => {
    const { queue } = openSqlite(':memory:')
    const check = vi.fn(queue.check).mockRejectedValueOnce(new StorageError('unavailable'))
    const { host, get, events } = createWorld({ role: 'receiver', queue: { ...queue, check } })
    expect((await get('/readyz')).status).toBe(503)
    await host.ready
    expect((await get('/readyz')).status).toBe(200)
    expect(events).toMatchObject([{ type: 'queue_failed', error: { reason: 'unavailable' } }])
    expect(check).toHaveBeenCalledTimes(2)
  })
})

describe('Pages', () => {
  it('are refused with the place that is wrong', () => {
    const page = { pageId, pageAccessToken: 'EAA', verifyToken: 'v' }
    expect(() => staticPages([])).toThrow('one Page or more')
    expect(() => staticPages([page, { ...page, pageId: 'page' }])).toThrow('[1].pageId')
    expect(() => staticPages([{ ...page, verifyToken: '' }])).toThrow('[0].verifyToken')
  })

  it('that nobody knows are asked for once a minute', async () => {
    const configuration = vi.fn(async () => {
      throw new CcmError('unknown', { status: 404, retryable: true })
    })
    const { get } = createWorld({ pages: ccmPages({ ccm: { configuration } }) })
    const answers = await Promise.all(
      Array.from({ length: 1000 }, () => get(`/webhook/${pageId}${challenge}`)),
    )
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([404]))
    expect(configuration).toHaveBeenCalledTimes(1)
  })

  it('keep the token that worked where CX masks it', async () => {
    const pages = ccmPages({
      ccm: { configuration: async () => settingsWith({ 'FACEBOOK-API-KEY': 'EAAfirst' }) },
    })
    expect(await pages.of(pageId)).toMatchObject({ pageAccessToken: 'EAAfirst' })
    const { post, events } = createWorld({ pages })
    const response = await post(
      '/connector-configurations',
      JSON.stringify({
        serviceIdentifier: pageId,
        connectorConfigurations: [
          { key: 'FACEBOOK-API-KEY', type: 'String2000', value: '********' },
          { key: 'FACEBOOK-PAGE-ACCESS-TOKEN', type: 'String2000', value: 'verify me' },
        ],
      }),
    )
    expect(await response.text()).toContain('FACEBOOK-API-KEY')
    expect(events).toContainEqual({ type: 'settings_masked', keys: ['FACEBOOK-API-KEY'] })
    expect(await pages.of(pageId)).toMatchObject({
      pageAccessToken: 'EAAfirst',
      verifyToken: 'verify me',
    })
  })
})

function settingsWith(settings: Record<string, string>) {
  return {
    hostUrl: undefined,
    pageAccessToken: settings['FACEBOOK-API-KEY'],
    verifyToken: undefined,
    attributes: Object.entries(settings).map(([key, value]) => ({ key, type: 'String', value })),
    masked: [],
  }
}

function fail(why: unknown): never {
  throw why instanceof Error ? why : new Error(String(why))
}
