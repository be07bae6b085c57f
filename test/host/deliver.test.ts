import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { GraphError } from '../../src/errors.ts'
import type { SendRequest } from '../../src/messenger/send-request.ts'
import { openSqlite } from '../../src/sqlite/index.ts'
import { verifySignature } from '../../src/webhook/index.ts'
import { echoWebhook, mid, pageId, plain, textWebhook } from '../connector/world.ts'
import { appSecret, away, createWorld, refusal } from './world.ts'

afterEach(() => vi.unstubAllGlobals())

describe('what customers write', () => {
  it('goes to CX later, in order, where CX cannot take it now', async () => {
    const { postWebhook, received, failures, events } = createWorld()
    failures.push(away(401), away(404))
    for (const name of ['a', 'b', 'c']) await postWebhook(textWebhook(name, name))
    await vi.waitFor(() => expect(received).toHaveLength(3), 10_000)
    expect(received.map(({ body }) => body.markdownText)).toEqual(['a', 'b', 'c'])
    expect(events.filter(({ type }) => type === 'retrying')).toMatchObject([
      { kind: 'webhook', attempts: 1, pauseMs: 1000, error: { status: 401 } },
      { kind: 'webhook', attempts: 2, pauseMs: 2000, error: { status: 404 } },
    ])
  })

  it('lies with the dead letters where CX refuses it, and its lane goes on', async () => {
    const { postWebhook, received, failures, host, events } = createWorld()
    failures.push(refusal())
    for (const name of ['a', 'b']) await postWebhook(textWebhook(name, `text ${name}`))
    await vi.waitFor(() => expect(received).toHaveLength(1))
    expect(received).toMatchObject([{ body: { markdownText: 'text b' } }])
    const letters = await host.deadLetters.list()
    expect(letters).toMatchObject([{ kind: 'webhook', attempts: 1, reason: { status: 400 } }])
    expect(JSON.stringify([letters, events])).not.toContain('text a')
    const [letter] = letters
    expect(JSON.stringify(await host.deadLetters.show(letter?.id ?? ''))).toContain('text a')
    await host.deadLetters.replay(letters.map(({ id }) => id))
    await vi.waitFor(() => expect(received).toHaveLength(2), 5000)
    expect(await host.deadLetters.list()).toEqual([])
  })

  it('goes on after a restart', async () => {
    const first = createWorld({ role: 'receiver' })
    await first.postWebhook(textWebhook('a', 'Hello'))
    const { received } = createWorld({ queue: first.store.queue, log: first.store.log })
    await vi.waitFor(() => expect(received).toHaveLength(1))
  })
})

const hungUp = new GraphError('No answer', {
  reason: 'no_response',
  retryable: true,
  possiblyDelivered: true,
})
const refused = new GraphError('Outside the window', {
  reason: 'window_closed',
  retryable: false,
  possiblyDelivered: false,
})
const down = new GraphError('Meta is down', {
  reason: 'temporary',
  retryable: true,
  possiblyDelivered: false,
})

/** A Graph that fails the sends of these numbers. */
function failing(failures: Record<number, Error>) {
  const sends: SendRequest[] = []
  return {
    sends,
    async send(request: SendRequest) {
      sends.push(request)
      const failure = failures[sends.length]
      if (failure) throw failure
      return { messageId: mid(`sent-${sends.length}`) }
    },
  }
}

const long = `${'word '.repeat(500)}end`

describe('what CX sends', () => {
  it('is sent later where Meta cannot have it, and CX hears nothing of it', async () => {
    const graph = failing({ 1: down })
    const { postCim, received } = createWorld({ graph })
    await postCim(plain('one'))
    await vi.waitFor(() => expect(graph.sends).toHaveLength(2), 5000)
    expect(received).toEqual([])
  })

  it('is reported as failed at once if a hook throws, and the next is sent', async () => {
    const hooks = {
      beforeSend(request: SendRequest, { message }: { message: { id: string } }) {
        if (message.id === 'one') throw new Error('Hello is not for logs')
        return request
      },
    }
    const { postCim, received, sent, events } = createWorld({ hooks })
    await postCim(plain('one'))
    await postCim(plain('two'))
    await vi.waitFor(() => expect([sent, received]).toMatchObject([[{}], [{}]]), 60_000)
    expect(received).toMatchObject([
      { body: { messageId: 'one', status: 'FAILED', reasonCode: '500' } },
    ])
    expect(sent).toMatchObject([{ message: { metadata: 'cim:two' } }])
    expect(events.filter(({ type }) => type === 'retrying')).toEqual([])
    expect(JSON.stringify(events)).not.toContain('Hello is not')
  })

  it('is tried again if a hook throws an error that says so', async () => {
    let calls = 0
    const hooks = {
      beforeSend(request: SendRequest) {
        calls += 1
        if (calls === 1) throw Object.assign(new Error('the glossary is away'), { retryable: true })
        return request
      },
    }
    const { postCim, received, sent } = createWorld({ hooks })
    await postCim(plain('one'))
    await vi.waitFor(() => expect(sent).toHaveLength(1), 60_000)
    expect(received).toEqual([])
  })

  it('is reported as failed if Meta refuses it, also if CX can be notified only later', async () => {
    const graph = failing({ 1: refused })
    const { postCim, received, failures, host } = createWorld({ graph })
    failures.push(away())
    await postCim(plain('one'))
    await postCim(plain('two'))
    await vi.waitFor(() => expect(received).toHaveLength(1), 5000)
    expect(received).toMatchObject([{ body: { messageId: 'one', status: 'FAILED' } }])
    expect(graph.sends).toHaveLength(2)
    expect(await host.deadLetters.list()).toEqual([])
  })

  it('is reported as failed by its id as text, if CX writes a number', async () => {
    const { postCim, received } = createWorld({ graph: failing({ 1: refused }) })
    await postCim({ ...plain('one'), id: 77 })
    await vi.waitFor(() => expect(received).toHaveLength(1), 5000)
    expect(received).toMatchObject([{ body: { messageId: '77', status: 'FAILED' } }])
  })

  it('counts as sent once its echo comes, and its rest is sent', async () => {
    const graph = failing({ 1: hungUp })
    const { postCim, postWebhook, received, events } = createWorld({ graph, echoWaitMs: 20_000 })
    await postCim(plain('one', long))
    await vi.waitFor(() => expect(graph.sends).toHaveLength(1))
    await postWebhook(echoWebhook({ mid: mid('echoed'), metadata: 'cim:one' }))
    await vi.waitFor(() => expect(graph.sends).toHaveLength(2), 10_000)
    expect(graph.sends).toMatchObject([{}, { message: { metadata: 'cim:one#1' } }])
    expect(events).toContainEqual(
      expect.objectContaining({ type: 'settled', id: 'one', mid: mid('echoed') }),
    )
    expect(received).toEqual([])
  })

  it.each([
    ['with an error of its own', new Error('socket hang up')],
    ['before it has an answer', new TypeError('fetch failed')],
    ['with no error', undefined],
  ])('is not sent again where a client of the host fails %s', async (_, failure) => {
    const sends: SendRequest[] = []
    const graph = {
      send(request: SendRequest) {
        sends.push(request)
        return Promise.reject(failure)
      },
    }
    const { postCim, received, events } = createWorld({ graph, echoWaitMs: 1500 })
    await postCim(plain('one'))
    await vi.waitFor(() => expect(received).toHaveLength(1), 5000)
    expect(received).toMatchObject([
      { body: { status: 'FAILED', markdownText: expect.stringContaining('may have received') } },
    ])
    expect(sends).toHaveLength(1)
    const ofSend = events.filter(({ type }) => type === 'uncertain' || type === 'retrying')
    expect(ofSend).toMatchObject([{ type: 'uncertain' }])
  })

  it('is sent again where a client of the host says that Meta does not have it', async () => {
    const unsent = Object.assign(new Error('connect ECONNREFUSED'), { possiblyDelivered: false })
    const graph = failing({ 1: unsent })
    const { postCim, received } = createWorld({ graph })
    await postCim(plain('one'))
    await vi.waitFor(() => expect(graph.sends).toHaveLength(2), 5000)
    expect(received).toEqual([])
  })

  it('is sent where a client of the host does not say what it sent', async () => {
    const send = vi.fn(async () => undefined)
    const world: ReturnType<typeof createWorld> = Reflect.apply(createWorld, undefined, [
      { graph: { send } },
    ])
    await world.postCim(plain('one'))
    const sent = expect.objectContaining({ type: 'sent', id: 'one', mid: undefined })
    await vi.waitFor(() => expect(world.events).toContainEqual(sent), 5000)
    expect(send).toHaveBeenCalledTimes(1)
    expect(world.received).toEqual([])
  })

  it('is reported as failed without an echo, while others are delivered, and is not sent again', async () => {
    const graph = failing({ 1: hungUp })
    const { postCim, received, events } = createWorld({ graph, echoWaitMs: 1500 })
    await postCim(plain('one'))
    await postCim(plain('one'))
    await postCim(plain('two'))
    await vi.waitFor(() => expect(graph.sends).toHaveLength(2))
    expect(received).toEqual([])
    await vi.waitFor(() => expect(received).toHaveLength(1), 5000)
    expect(received).toMatchObject([
      { body: { messageId: 'one', markdownText: expect.stringContaining('may have received') } },
    ])
    expect(graph.sends).toHaveLength(2)
    expect(events.filter(({ type }) => type === 'uncertain')).toHaveLength(1)
  })

  it('is not sent again by the process after one that died while it sent', async () => {
    const path = join(mkdtempSync(join(tmpdir(), 'messenger-cim-test-')), 'host.sqlite')
    const dying = openSqlite(path)
    const sends: SendRequest[] = []
    const graph = {
      send(request: SendRequest) {
        sends.push(request)
        return new Promise<never>(() => {})
      },
    }
    const { postCim } = createWorld({ queue: dying.queue, log: dying.log, graph })
    await postCim(plain('one'))
    await postCim(plain('two'))
    await vi.waitFor(() => expect(sends).toHaveLength(1))
    await dying.close()

    const { queue, log, close } = openSqlite(path)
    const { sent, received, host } = createWorld({ queue, log, echoWaitMs: 500 })
    await vi.waitFor(() => expect(received).toHaveLength(1), 5000)
    expect(sent).toMatchObject([{ message: { metadata: 'cim:two' } }])
    expect(received).toMatchObject([
      { body: { messageId: 'one', markdownText: expect.stringContaining('may have received') } },
    ])
    expect(await host.stop()).toEqual({ left: 0 })
    await close()
    rmSync(dirname(path), { recursive: true })
  })
})

describe('public comments', () => {
  const feed = {
    object: 'page',
    entry: [
      {
        id: pageId,
        time: 1_790_000_000,
        changes: [{ field: 'feed', value: { item: 'comment', message: 'Lovely lamp' } }],
      },
    ],
  }

  it('are skipped by default', async () => {
    const { postWebhook, events } = createWorld()
    await postWebhook(feed)
    await vi.waitFor(() =>
      expect(events).toContainEqual(
        expect.objectContaining({ type: 'skipped', reason: 'page-change' }),
      ),
    )
  })

  it('wait as long as the other connector asks', async () => {
    const headers = { 'retry-after': '90' }
    vi.stubGlobal('fetch', async () => new Response(null, { status: 503, headers }))
    const { postWebhook, events } = createWorld({
      forwardChanges: { url: 'http://vendor.example/webhook' },
    })
    await postWebhook(feed)
    await vi.waitFor(() => {
      expect(events).toContainEqual(
        expect.objectContaining({ type: 'retrying', kind: 'changes', pauseMs: 90_000 }),
      )
    }, 60_000)
  })

  it('go on alone, signed anew, until the other connector takes them', async () => {
    const posts: { url: string; body: string; signature: string | null }[] = []
    vi.stubGlobal('fetch', async (url: string, { headers, body }: RequestInit) => {
      const signature = new Headers(headers).get('x-hub-signature-256')
      posts.push({ url, body: String(body), signature })
      return new Response(null, { status: posts.length === 1 ? 502 : 200 })
    })
    const { postWebhook, received, events } = createWorld({
      forwardChanges: { url: 'http://vendor.example/webhook' },
    })
    const { entry } = textWebhook('a', 'Hello')
    const [mixed] = entry
    const messaging = { ...mixed, changes: feed.entry[0]?.changes }
    await postWebhook({ object: 'page', entry: [messaging] })
    await vi.waitFor(() => expect(posts).toHaveLength(2), 5000)
    for (const { url, body, signature } of posts) {
      expect(url).toBe('http://vendor.example/webhook')
      verifySignature(body, signature, appSecret)
      expect(JSON.parse(body)).toEqual({
        object: 'page',
        entry: [{ id: pageId, time: mixed?.time, changes: feed.entry[0]?.changes }],
      })
    }
    expect(received).toHaveLength(1)
    expect(events.filter(({ type }) => type === 'skipped')).toEqual([])
  })
})
