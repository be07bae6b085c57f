import { setTimeout as wait } from 'node:timers/promises'
import { cimMessageId } from 'messenger-cim'
import { openSqlite } from 'messenger-cim/sqlite'
import { sampleCimMessage } from 'messenger-cim/testing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  agentsId,
  agentsMessage,
  idOf,
  message,
  midOf,
  pageId,
} from '../../examples/demo/recorded.ts'
import { startSlowGraph } from './load.ts'
import {
  createRig,
  examples,
  pageAccessToken,
  postCim,
  postWebhook,
  type Rig,
  verifyToken,
} from './rig.ts'

describe.each(examples)('the %s host after a restart', (example) => {
  let rig: Rig
  beforeEach(async () => {
    rig = await createRig()
  })
  afterEach(() => rig.close())

  it('still knows which message is quoted, in both directions', async () => {
    const { ccm, graph } = rig.standIns
    const first = await rig.start(example)
    await postWebhook(first, message(1, { text: 'Is the lamp blue?' }))
    await first.idle()
    await postCim(first, agentsMessage(1, { type: 'PLAIN', markdownText: 'Which one?' }))
    await first.idle()
    expect(await first.stop()).toBe(0)

    const second = await rig.start(example)
    const quoting = { intent: 'REPLY_TO', originalMessageId: idOf(1) }
    await postCim(second, agentsMessage(2, { type: 'PLAIN', markdownText: 'It is.' }, quoting))
    const mid = graph.sent[0]?.mid
    await postWebhook(second, message(2, { text: 'This one', reply_to: { mid } }))
    await second.idle()
    expect(graph.sent[1]?.request).toMatchObject({ reply_to: { mid: midOf(1) } })
    expect(ccm.messages[1]?.header).toMatchObject({
      intent: 'REPLY_TO',
      originalMessageId: agentsId(1),
    })
  })

  it('passes on nothing again that it passed on before', async () => {
    const { ccm, graph } = rig.standIns
    for (const _ of [1, 2]) {
      const host = await rig.start(example)
      await postWebhook(host, message(1, { text: 'Hello' }))
      await postCim(host, agentsMessage(1, { type: 'PLAIN', markdownText: 'Good morning' }))
      await host.idle()
      await host.stop()
    }
    expect([ccm.messages.length, graph.sent.length]).toEqual([1, 1])
  })

  it('repeats what CX could not take, in order', async () => {
    const { ccm } = rig.standIns
    // More than the CCM client tries; what comes then is the host's own.
    ccm.fail({ status: 503 }, { times: 6 })
    const host = await rig.start(example)
    for (const n of [1, 2, 3]) await postWebhook(host, message(n, { text: `Message ${n}` }))
    await host.idle()
    expect(ccm.messages.map(({ id }) => id)).toEqual([1, 2, 3].map((n) => idOf(n)))
  })

  it('passes on after a crash what it had accepted, in order', async () => {
    const { ccm } = rig.standIns
    ccm.fail({ status: 503 }, { times: 20 })
    const first = await rig.start(example)
    for (const n of [1, 2, 3]) {
      expect((await postWebhook(first, message(n, { text: `Message ${n}` }))).status).toBe(200)
    }
    await first.stop('SIGKILL')
    expect(ccm.messages).toEqual([])

    ccm.reset()
    const second = await rig.start(example)
    await second.idle()
    expect(ccm.messages.map(({ id }) => id)).toEqual([1, 2, 3].map((n) => idOf(n)))
  })
})

describe.each(examples)('the %s host while CCM is down', (example) => {
  const channels = { [pageId]: { pageAccessToken, verifyToken } }
  const hello = agentsMessage(1, { type: 'PLAIN', markdownText: 'Hello' })
  let rig: Rig
  beforeEach(async () => {
    rig = await createRig(channels)
  })
  afterEach(() => rig.close())

  it('sends a message later that needs a token from CCM', async () => {
    const { ccm, graph } = rig.standIns
    // More than the CCM client tries; what comes then is the host's own.
    ccm.fail({ status: 503 }, { times: 6 })
    const blank = { PAGE_ID: '', PAGE_ACCESS_TOKEN: '', VERIFY_TOKEN: '' }
    const host = await rig.start(example, { ...blank, SETTINGS: 'ccm' })
    expect((await postCim(host, hello)).status).toBe(202)
    await host.idle()
    expect(graph.sent).toMatchObject([{ request: { message: { text: 'Hello' } } }])
    expect(ccm.messages).toEqual([])
  })

  it('notifies CX later that Meta refused a message, also after a crash', async () => {
    const { ccm, graph } = rig.standIns
    const closed = { code: 10, subcode: 2018278, message: 'Outside of the allowed window.' }
    graph.fail(closed, { times: 1 })
    ccm.fail({ status: 503 }, { times: Number.POSITIVE_INFINITY })
    const first = await rig.start(example)
    expect((await postCim(first, hello)).status).toBe(202)
    while (ccm.requests.length === 0) await wait(10)
    await first.stop('SIGKILL')
    expect([graph.sent.length, ccm.messages.length]).toEqual([0, 0])

    ccm.reset()
    const second = await rig.start(example)
    await second.idle()
    expect(ccm.messages).toMatchObject([
      { body: { type: 'DELIVERYNOTIFICATION', messageId: agentsId(1), status: 'FAILED' } },
    ])
    expect(graph.sent).toEqual([])
  })
})

describe.each(examples)('what the %s host gave up', (example) => {
  it('can be looked at, replayed and dropped by another process while it runs', async () => {
    const rig = await createRig()
    try {
      const { ccm } = rig.standIns
      ccm.fail({ status: 400 }, { times: 2 })
      const host = await rig.start(example)
      for (const n of [1, 2]) await postWebhook(host, message(n, { text: `Message ${n}` }))
      await host.idle()
      expect(ccm.messages).toEqual([])
      const { queue, close } = openSqlite(rig.env.DATABASE_PATH ?? '')
      const letters = await queue.deadLetters.list()
      expect(letters).toMatchObject([{ reason: { status: 400 } }, { reason: { status: 400 } }])
      expect(JSON.stringify(letters)).not.toContain('Message')
      const [one = '', other = ''] = letters.map(({ id }) => id)
      expect((await queue.deadLetters.show(one))?.body).toContain('Message 1')
      await queue.deadLetters.replay([one])
      while (ccm.messages.length === 0) await wait(20)
      expect(ccm.messages.map(({ id }) => id)).toEqual([idOf(1)])
      await queue.deadLetters.drop([other])
      expect(await queue.deadLetters.list()).toEqual([])
      await close()
    } finally {
      await rig.close()
    }
  })
})

describe.each(examples)('the %s host after SIGTERM', (example) => {
  it('sends nothing twice that it has to leave for the next start', async () => {
    const rig = await createRig()
    const graph = await startSlowGraph(1000)
    try {
      const env = { GRAPH_URL: graph.url, SHUTDOWN_SECONDS: '1' }
      const first = await rig.start(example, env)
      const customers = Array.from({ length: 150 }, (_, index) => `73123456789${index}`)
      const written = customers.flatMap((psid) => [1, 2].map((n) => answer(psid, n)))
      const posts = await Promise.all(written.map((each) => postCim(first, each)))
      expect(new Set(posts.map(({ status }) => status))).toEqual(new Set([202]))
      expect(await first.stop()).toBe(0)
      const left = written.length - graph.texts().length
      expect(left).toBeGreaterThan(0)
      expect(first.lines.at(-1)).toContain(`"left":${left},"msg":"stopped"`)

      const second = await rig.start(example, env)
      await second.idle()
      const texts = written.map(({ body }) => body.markdownText)
      expect(graph.texts().toSorted()).toEqual(texts.toSorted())
    } finally {
      await rig.close()
      graph.close()
    }
  })
})

function answer(psid: string, n: number) {
  return sampleCimMessage('PLAIN', {
    id: cimMessageId({ pageId, mid: `answer ${n} to ${psid}` }),
    header: { channelData: { channelCustomerIdentifier: psid, serviceIdentifier: pageId } },
    body: { markdownText: `${psid} ${n}` },
  })
}
