import { createHmac } from 'node:crypto'
import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import {
  createGraphClient,
  type GraphClient,
  GraphError,
  LimitError,
  PayloadError,
  pageInboxAppId,
} from '../../src/graph/index.ts'
import { limits } from '../../src/messenger/limits.ts'
import { caught } from './caught.ts'
import {
  appSecret,
  client,
  graphServer,
  mid,
  pageAccessToken,
  pageId,
  psid,
  refusal,
  sent,
} from './graph-server.ts'

const answer = graphServer()
const done = { json: { success: true } }
const customer = { recipient: { id: psid } }

/** One call of each method. */
const calls: [
  name: keyof GraphClient,
  act: (to: GraphClient, signal?: AbortSignal) => Promise<unknown>,
][] = [
  ['send', (to, signal) => to.send({ ...customer, sender_action: 'mark_seen' }, { signal })],
  ['sendText', (to, signal) => to.sendText(psid, 'My secret words', { signal })],
  [
    'sendAttachment',
    (to, signal) => to.sendAttachment(psid, { type: 'file', file: new Blob(['a']) }, { signal }),
  ],
  [
    'uploadAttachment',
    (to, signal) =>
      to.uploadAttachment({ type: 'image', url: 'https://example.com/a.png' }, { signal }),
  ],
  ['senderAction', (to, signal) => to.senderAction(psid, 'typing_on', { signal })],
  ['react', (to, signal) => to.react(psid, mid, '👍', { signal })],
  ['unreact', (to, signal) => to.unreact(psid, mid, { signal })],
  ['profile', (to, signal) => to.profile(psid, { signal })],
  ['passThreadControl', (to, signal) => to.passThreadControl(psid, pageInboxAppId, { signal })],
  ['takeThreadControl', (to, signal) => to.takeThreadControl(psid, { signal })],
  ['requestThreadControl', (to, signal) => to.requestThreadControl(psid, { signal })],
  ['releaseThreadControl', (to, signal) => to.releaseThreadControl(psid, { signal })],
  ['extendThreadControl', (to, signal) => to.extendThreadControl(psid, 60_000, { signal })],
  ['threadOwner', (to, signal) => to.threadOwner(psid, { signal })],
  ['subscribe', (to, signal) => to.subscribe(['messages'], { signal })],
  ['subscriptions', (to, signal) => to.subscriptions({ signal })],
]

describe.each(calls)('%s', (_, act) => {
  it('shows the token in the header alone, and proves it in the address', async () => {
    const seen = answer(refusal(100))
    await caught(act(client({ appSecret })), GraphError)
    const [request] = seen
    expect(request?.headers.get('authorization')).toBe(`Bearer ${pageAccessToken}`)
    const proof = createHmac('sha256', appSecret).update(pageAccessToken).digest('hex')
    expect(request?.url.searchParams.get('appsecret_proof')).toBe(proof)
    const elsewhere = inspect([
      request?.url.href,
      request?.json,
      [...(request?.form?.entries() ?? [])],
    ])
    expect(elsewhere).not.toContain(pageAccessToken)
    expect(elsewhere).not.toContain(appSecret)
  })

  it('proves nothing without app secret', async () => {
    const seen = answer(refusal(100))
    await caught(act(client()), GraphError)
    expect(seen[0]?.url.searchParams.has('appsecret_proof')).toBe(false)
  })

  it.each([
    ['refused', {}],
    [
      'unreachable',
      {
        fetch: async (input: RequestInfo | URL) => {
          throw Object.assign(new TypeError(`fetch failed for ${pageAccessToken}`), {
            input,
            cause: { input },
          })
        },
      },
    ],
    ['unanswered', { fetch: () => new Promise<never>(() => {}), timeoutMs: 20 }],
  ])('shows nothing secret when it is %s', async (_case, options) => {
    answer(refusal(100, { message: '(#100) My secret words', error_user_msg: 'My secret words' }))
    const failing = client({ appSecret, ...options })
    const error = await caught(act(failing), GraphError)
    const proof = createHmac('sha256', appSecret).update(pageAccessToken).digest('hex')
    const shown = [
      inspect(error, { depth: 20, showHidden: true, getters: true }),
      JSON.stringify(error),
      error.stack,
    ]
    for (const secret of [pageAccessToken, appSecret, proof, 'My secret words', psid]) {
      expect(shown.join()).not.toContain(secret)
    }
    expect(error.cause).toBeUndefined()
  })

  it.each(['{ "aborted": true }', '7', '{}', 'null'])(
    'calls nobody with %s in place of a signal',
    async (json) => {
      const seen = answer(done)
      const error = await caught(act(client(), JSON.parse(json)), PayloadError)
      expect(error.issues).toEqual([{ path: ['signal'], message: 'expected an AbortSignal' }])
      expect(seen).toEqual([])
    },
  )

  it('can be aborted', async () => {
    const reason = new Error('leaving')
    const controller = new AbortController()
    const fetch = async (input: RequestInfo | URL) => {
      controller.abort(reason)
      return await new Promise<Response>((_resolve, reject) => {
        const { signal } = new Request(input)
        if (signal.aborted) reject(signal.reason)
        else signal.addEventListener('abort', () => reject(signal.reason))
      })
    }
    await expect(act(client({ fetch }), controller.signal)).rejects.toBe(reason)
  })
})

describe('a client', () => {
  it('shows nothing secret of itself', () => {
    const own = client({ appSecret })
    const shown = [JSON.stringify(own), inspect(own, { depth: 20, showHidden: true }), String(own)]
    expect(shown.join()).not.toContain(pageAccessToken)
    expect(shown.join()).not.toContain(appSecret)
  })

  it('has a method for each call, and no more', () => {
    expect(Object.keys(client()).toSorted()).toEqual(
      ['sendAll', ...calls.map(([name]) => name)].toSorted(),
    )
  })

  it.each([
    [{}, 'https://graph.facebook.com/v26.0'],
    [{ version: 'v25.0' }, 'https://graph.facebook.com/v25.0'],
    [{ baseUrl: 'https://graph.facebook.com/v15.0/' }, 'https://graph.facebook.com/v15.0'],
    [{ baseUrl: 'https://graph.facebook.com/v15.0' }, 'https://graph.facebook.com/v15.0'],
    [
      { baseUrl: 'https://graph.facebook.com/v15.0/', version: 'v25.0' },
      'https://graph.facebook.com/v25.0',
    ],
    [{ baseUrl: 'http://localhost:8080/graph/' }, 'http://localhost:8080/graph/v26.0'],
    [{ baseUrl: 'http://localhost:8080/graph/v24.0' }, 'http://localhost:8080/graph/v24.0'],
    [{ baseUrl: new URL('https://example.com') }, 'https://example.com/v26.0'],
  ])('with %o calls %s', async (options, root) => {
    const urls: string[] = []
    const fetch = async (input: RequestInfo | URL) => {
      urls.push(new Request(input).url)
      return Response.json(sent.json)
    }
    await client({ ...options, fetch }).sendText(psid, 'Hi')
    expect(urls).toEqual([`${root}/${pageId}/messages`])
  })

  it.each([
    ['pageAccessToken', { pageAccessToken: '' }],
    ['pageAccessToken', { pageAccessToken: 'EAAG token\n' }],
    ['pageId', { pageId: '../me' }],
    ['pageId', { pageId: '..' }],
    ['appSecret', { appSecret: '' }],
    ['version', { version: '26' }],
    ['baseUrl', { baseUrl: 'graph.facebook.com' }],
    ['baseUrl', { baseUrl: 'ftp://graph.facebook.com' }],
    ['timeoutMs', { timeoutMs: 0 }],
    ['retries', { retries: -1 }],
    ['retries', { retries: 1.5 }],
    ['maxWaitMs', { maxWaitMs: -1 }],
    ['pacing', { pacing: { textPerSecond: 0 } }],
  ])('is not made with a wrong %s', (key, options) => {
    const make = () => createGraphClient({ pageAccessToken, ...options })
    expect(make).toThrow(PayloadError)
    expect(make).toThrow(`Invalid options: ${key}`)
    expect(make).not.toThrow('EAAG')
  })

  it('names a fetch or a listener that is no function', () => {
    // @ts-expect-error: check how the runtime handles options that the types refuse.
    expect(() => createGraphClient({ pageAccessToken, fetch: 'fetch', onUsage: {} })).toThrow(
      PayloadError,
    )
  })
})

describe('sender actions', () => {
  it('are posted as Meta documents them', async () => {
    const seen = answer({ json: { recipient_id: psid } }, { json: {} })
    const own = client()
    await own.senderAction(psid, 'typing_off')
    await own.react(psid, mid, '❤️')
    await own.unreact(psid, mid)
    expect(seen.map(({ json }) => json)).toEqual([
      { ...customer, sender_action: 'typing_off' },
      { ...customer, sender_action: 'react', payload: { message_id: mid, reaction: '❤️' } },
      { ...customer, sender_action: 'unreact', payload: { message_id: mid } },
    ])
    expect(seen[0]?.url.pathname).toBe(`/v26.0/${pageId}/messages`)
  })

  it('are refused before the network when they are none', async () => {
    const seen = answer(done)
    // @ts-expect-error: check how the runtime handles an action that the types refuse.
    await caught(client().senderAction(psid, 'dance'), PayloadError)
    await caught(client().react(psid, '', '❤️'), PayloadError)
    expect(seen).toEqual([])
  })
})

describe('profile', () => {
  it('reads the usual fields', async () => {
    const json = {
      id: psid,
      name: 'Ada King',
      first_name: 'Ada',
      last_name: 'King',
      profile_pic: 'https://platform-lookaside.fbsbx.com/platform/profilepic/?psid=1',
    }
    const seen = answer({ json })
    expect(await client().profile(psid)).toEqual({
      id: psid,
      name: 'Ada King',
      firstName: 'Ada',
      lastName: 'King',
      profilePic: json.profile_pic,
    })
    expect(seen[0]).toMatchObject({ method: 'GET' })
    expect(seen[0]?.url.pathname).toBe(`/v26.0/${psid}`)
    expect(seen[0]?.url.searchParams.get('fields')).toBe('id,name,first_name,last_name,profile_pic')
  })

  it('reads the fields that are asked for', async () => {
    const seen = answer({ json: { locale: 'de_DE', timezone: 1, gender: 'female' } })
    const fields = ['locale', 'timezone', 'gender'] as const
    const found = await client().profile(psid, { fields })
    expect(found).toEqual({ locale: 'de_DE', timezone: 1, gender: 'female' })
    expect(seen[0]?.url.searchParams.get('fields')).toBe('locale,timezone,gender')
  })

  it('is empty where the app has no access, and lacks what is of another type', async () => {
    answer(
      { json: {} },
      { json: { first_name: null, timezone: 'UTC' } },
      { json: { id: null, first_name: 'Ada' } },
    )
    const own = client()
    expect(await own.profile(psid)).toEqual({})
    expect(await own.profile(psid)).toEqual({})
    expect(await own.profile(psid)).toEqual({ firstName: 'Ada' })
  })

  it.each(['"name"', '[]', '["name,email"]', '{}', 'null'])(
    'is not asked for the fields %s',
    async (json) => {
      const seen = answer({ json: {} })
      const error = await caught(client().profile(psid, { fields: JSON.parse(json) }), PayloadError)
      expect(error.issues[0]?.path[0]).toBe('fields')
      expect(seen).toEqual([])
    },
  )

  it.each(['', '..', 'me/accounts', '1?fields=x'])('is not asked of "%s"', async (id) => {
    const seen = answer({ json: {} })
    await caught(client().profile(id), PayloadError)
    expect(seen).toEqual([])
  })
})

describe('an argument of another type', () => {
  it.each<[keyof GraphClient, unknown[]]>([
    ['send', []],
    ['sendAll', []],
    ['sendText', [psid]],
    ['sendAttachment', [psid]],
    ['uploadAttachment', []],
    ['senderAction', [psid]],
    ['react', [psid, mid]],
    ['unreact', [psid]],
    ['profile', []],
    ['passThreadControl', [psid]],
    ['takeThreadControl', []],
    ['requestThreadControl', []],
    ['releaseThreadControl', []],
    ['extendThreadControl', [psid]],
    ['threadOwner', []],
    ['subscribe', []],
  ])('is refused by %s before the network', async (name, right) => {
    const seen = answer(sent)
    for (const wrong of [undefined, null, 0, {}, Symbol('x'), 10n, Number.NaN]) {
      await caught(Reflect.apply(client()[name], undefined, [...right, wrong]), PayloadError)
    }
    expect(seen).toEqual([])
  })

  it('is named, and so is the bound that an option is beyond', async () => {
    const { issues } = await caught(client().profile('../me'), PayloadError)
    expect(issues).toEqual([{ path: ['psid'], message: 'expected an id' }])
    expect(() => client({ timeoutMs: 0 })).toThrow('timeoutMs: expected more than 0')
    expect(() => client({ retries: -1 })).toThrow('retries: expected at least 0')
    expect(() => client({ timeoutMs: Number.POSITIVE_INFINITY })).toThrow('received Infinity')
  })
})

describe('thread control', () => {
  it('is posted as Meta documents it', async () => {
    const seen = answer(done, { json: { success: 'true' } })
    const own = client()
    await own.passThreadControl(psid, pageInboxAppId, { metadata: 'escalated' })
    await own.takeThreadControl(psid, { metadata: 'back' })
    await own.requestThreadControl(psid)
    await own.releaseThreadControl(psid)
    await own.extendThreadControl(psid, 3_600_500)
    expect(seen.map(({ url, json }) => [url.pathname.split('/').at(-1), json])).toEqual([
      [
        'pass_thread_control',
        { ...customer, target_app_id: '263902037430900', metadata: 'escalated' },
      ],
      ['take_thread_control', { ...customer, metadata: 'back' }],
      ['request_thread_control', customer],
      ['release_thread_control', customer],
      ['extend_thread_control', { ...customer, duration: 3601 }],
    ])
  })

  it('is checked before the network', async () => {
    const seen = answer(done)
    const own = client()
    await caught(own.passThreadControl(psid, 'inbox'), PayloadError)
    await caught(own.extendThreadControl(psid, Number.NaN), PayloadError)
    await caught(own.takeThreadControl(''), PayloadError)
    await caught(own.extendThreadControl(psid, 0), PayloadError)
    const { max } = limits.threadControl
    const error = await caught(own.extendThreadControl(psid, max + 1), LimitError)
    expect(error).toMatchObject({ limit: max, unit: 'ms' })
    expect(seen).toEqual([])
  })

  it('fails when Meta does not say that it succeeded', async () => {
    answer({ json: { success: false } })
    const error = await caught(client().takeThreadControl(psid), GraphError)
    expect(error).toMatchObject({ reason: 'unknown', status: 200 })
  })

  it('has an owner, or none', async () => {
    const seen = answer(
      new Response(
        '{"data":[{"thread_owner":{"app_id":12345678901234567,"expiration":1795435200}}]}',
      ),
      { json: { data: [{ thread_owner: { app_id: pageInboxAppId } }] } },
      { json: { data: [] } },
      { json: { data: [{}] } },
      { json: { data: [{ thread_owner: null }] } },
    )
    const own = client()
    expect(await own.threadOwner(psid)).toEqual({
      appId: '12345678901234567',
      expiresAt: 1_795_435_200_000,
    })
    expect(await own.threadOwner(psid)).toEqual({ appId: pageInboxAppId })
    for (const _nobody of [1, 2, 3]) expect(await own.threadOwner(psid)).toBeUndefined()
    expect(seen[0]?.url.pathname).toBe(`/v26.0/${pageId}/thread_owner`)
    expect(seen[0]?.url.searchParams.get('recipient')).toBe(psid)
  })
})

describe('subscriptions', () => {
  it('are made for the fields that are named', async () => {
    const seen = answer({ json: { success: 'true' } })
    await client().subscribe(['messages', 'message_echoes'])
    expect(seen[0]).toMatchObject({ method: 'POST' })
    expect(seen[0]?.url.pathname).toBe(`/v26.0/${pageId}/subscribed_apps`)
    expect(seen[0]?.url.searchParams.get('subscribed_fields')).toBe('messages,message_echoes')
  })

  it.each([[[]], [['messages,feed']], [['']]])('are not made for %o', async (fields) => {
    const seen = answer(done)
    await caught(client().subscribe(fields), PayloadError)
    expect(seen).toEqual([])
  })

  it('are listed', async () => {
    const data = [
      { id: '1122334455667788', name: 'Connector', subscribed_fields: ['messages'], link: 'x' },
      { id: 99, name: null },
    ]
    answer({ json: { data } })
    expect(await client().subscriptions()).toEqual([
      { appId: '1122334455667788', name: 'Connector', fields: ['messages'] },
      { appId: '99', fields: [] },
    ])
  })
})
