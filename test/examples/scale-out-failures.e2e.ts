import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import { json } from 'node:stream/consumers'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { startRedis } from '../bullmq/redis-server.ts'
import { failedBetweenKills, failedOf } from './failed-notices.ts'
import {
  answerIdOf,
  arrivedOf,
  conversations,
  createRig,
  eventsOf,
  midOf,
  numbersOf,
  type Process,
  postAll,
  postCim,
  postWebhook,
  psidOf,
  type Rig,
  sentBy,
  spawnExample,
  until,
  untilDone,
  type Written,
} from './scale-out-rig.ts'

let rig: Rig
let receiver: Process

beforeEach(async () => {
  rig = await createRig()
  receiver = await rig.start('receiver')
})

afterEach(() => rig.close())

/** Fails CCM's calls with this message while it says so. */
function failFor(bad: Written, status: number, isFailing: () => boolean): void {
  const mid = midOf(bad)
  rig.ccm.fail(
    { status },
    {
      times: Number.POSITIVE_INFINITY,
      when: ({ body }) => isFailing() && JSON.stringify(body).includes(mid),
    },
  )
}

describe('a message that CCM refuses', () => {
  const bad = { psid: psidOf(0), n: 1 }
  const all = conversations(30, 6)

  it('becomes a dead letter, costs no other, and can be replayed from another process', async () => {
    let refusing = true
    failFor(bad, 400, () => refusing)
    const worker = await rig.start('worker')
    await postAll(all, (each) => postWebhook(receiver, rig.env, each))
    await untilDone(rig)

    const others = all.filter(({ psid, n }) => psid !== bad.psid || n !== bad.n)
    expect(arrivedOf(rig)).toEqual(numbersOf(others))
    expect(await rig.queue.counts()).toEqual({ waiting: 0, dead: 1 })
    expect(await eventsOf(worker, 'dead')).toBe(1)

    const { deadLetters } = rig.queue
    const listed = await deadLetters.list()
    expect(listed).toMatchObject([{ attempts: 1, kind: 'webhook', reason: { status: 400 } }])
    expect(JSON.stringify(listed)).not.toContain('Message 1')
    const id = String(listed[0]?.id)
    const shown = await deadLetters.show(id)
    expect(JSON.parse(shown?.body ?? '')).toMatchObject({
      entry: [{ messaging: [{ message: { text: 'Message 1' } }] }],
    })

    refusing = false
    await deadLetters.replay([id, '999999'])
    await until('the replayed message', 20_000, () => {
      return [...arrivedOf(rig).values()].flat().length === all.length
    })
    expect(arrivedOf(rig).get(bad.psid)).toEqual([0, 2, 3, 4, 1])
    await untilDone(rig)
    expect(await rig.queue.counts()).toEqual({ waiting: 0, dead: 0 })
  })

  it('can be dropped from another process', async () => {
    failFor(bad, 400, () => true)
    await rig.start('worker')
    await postAll(all, (each) => postWebhook(receiver, rig.env, each))
    await untilDone(rig)
    const [letter] = await rig.queue.deadLetters.list()
    await rig.queue.deadLetters.drop([String(letter?.id)])
    expect(await rig.queue.counts()).toEqual({ waiting: 0, dead: 0 })
  })

  it('is tried again with pauses while its customer waits and others go on', async () => {
    let failing = true
    failFor(bad, 503, () => failing)
    const worker = await rig.start('worker')
    await postAll(all, (each) => postWebhook(receiver, rig.env, each))
    const others = all.filter(({ psid }) => psid !== bad.psid)
    await until('the others', 20_000, () => {
      return [...arrivedOf(rig).values()].flat().length === others.length + 1
    })
    await until('some attempts', 30_000, async () => (await eventsOf(worker, 'retrying')) >= 3)
    expect(arrivedOf(rig).get(bad.psid)).toEqual([0])
    failing = false
    await untilDone(rig)
    expect(arrivedOf(rig)).toEqual(numbersOf(all))
  })
})

describe('a message that Meta does not take', () => {
  const answers = conversations(8, 2)

  function toFirst({ body }: { body: unknown }): boolean {
    return JSON.stringify(body).includes(psidOf(0))
  }

  function sentTo(psid: string): string[] {
    return sentBy(rig.graph).get(psid) ?? []
  }

  it('is sent later, in order, and CX hears of no failure', async () => {
    const busy = { code: 613, message: 'Calls to this api have exceeded the rate limit.' }
    rig.graph.fail(busy, { times: 5, when: toFirst })
    await rig.start('worker')
    await postAll(answers, (each) => postCim(receiver, each))
    await untilDone(rig)
    for (const customer of [0, 1]) {
      expect(sentTo(psidOf(customer))).toEqual([0, 1, 2, 3].map((n) => `Answer ${n}`))
    }
    expect(rig.ccm.messages).toEqual([])
  })

  it('is reported to CX after the last retry, and the next ones are sent', async () => {
    const closed = { code: 10, subcode: 2018278, message: 'Outside of the allowed window.' }
    rig.graph.fail(closed, { times: 1, when: toFirst })
    await rig.start('worker')
    await postAll(answers, (each) => postCim(receiver, each))
    await untilDone(rig)
    expect(sentTo(psidOf(0))).toEqual([1, 2, 3].map((n) => `Answer ${n}`))
    const messageId = answerIdOf({ psid: psidOf(0), n: 0 })
    expect(rig.ccm.messages.map(({ body }) => body)).toMatchObject([
      { type: 'DELIVERYNOTIFICATION', messageId, status: 'FAILED', reasonCode: '400' },
    ])
  })

  it('is not sent again when Meta may have delivered it, and reported as failed without an echo', async () => {
    rig.graph.fail('answer-lost', { times: 1, when: toFirst })
    await rig.start('worker')
    await postAll(answers, (each) => postCim(receiver, each))
    await untilDone(rig)
    expect(sentTo(psidOf(0))).toEqual([0, 1, 2, 3].map((n) => `Answer ${n}`))
    expect(rig.ccm.messages).toMatchObject([{ body: { status: 'FAILED' } }])
  })
})

describe('a receiver', () => {
  it('answers 503 while Redis is away, and takes posts again when it is back', async () => {
    await rig.redis.kill()
    const one = { psid: psidOf(0), n: 0 }
    const start = performance.now()
    expect(await postWebhook(receiver, rig.env, one)).toBe(503)
    expect(performance.now() - start).toBeLessThan(10_000)
    const health = await fetch(`${receiver.url}/healthz`)
    expect([health.status, await health.text()]).toEqual([503, expect.stringContaining('reached')])
    await rig.redis.restart()
    await until('Redis to be found again', 20_000, async () => {
      return (await fetch(`${receiver.url}/healthz`)).status === 200
    })
    expect(await postWebhook(receiver, rig.env, one)).toBe(200)
    await rig.start('worker')
    await untilDone(rig)
    expect(arrivedOf(rig)).toEqual(numbersOf([one]))
  })

  it('refuses what Meta did not sign', async () => {
    const env = { ...rig.env, APP_SECRET: '0'.repeat(32) }
    expect(await postWebhook(receiver, env, { psid: psidOf(0), n: 0 })).toBe(401)
    expect(await rig.queue.counts()).toEqual({ waiting: 0, dead: 0 })
  })
})

const sendSchema = z.object({
  recipient: z.object({ id: z.string() }),
  message: z.object({ text: z.string(), metadata: z.string() }),
})

/** A Graph API of which each send counts as delivered when it begins: as Meta may. */
async function startGraph(answerMs: () => number) {
  const sent: string[] = []
  async function respond(body: unknown, response: ServerResponse): Promise<void> {
    const { recipient, message } = sendSchema.parse(body)
    sent.push(`${recipient.id} ${message.text}`)
    await wait(answerMs())
    response.setHeader('content-type', 'application/json')
    response.end(
      JSON.stringify({ recipient_id: recipient.id, message_id: `m_${message.metadata}` }),
    )
  }
  const server = createServer(async (request, response) => respond(await json(request), response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = Object.assign({ port: 0 }, server.address())
  return {
    url: `http://127.0.0.1:${port}`,
    sent,
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}

describe('nobody gets a message twice', () => {
  it.each([
    ['hangs', () => rig.redis.pause(), () => rig.redis.resume()],
    ['is killed', () => rig.redis.kill(), () => rig.redis.restart()],
  ])('when Redis %s for longer than a lock, and no worker dies', async (_, leave, comeBack) => {
    let pace = 2000
    const graph = await startGraph(() => pace)
    try {
      const env = { GRAPH_URL: graph.url }
      for (const role of ['worker', 'worker'] as const) await rig.start(role, env)
      const answers = conversations(40, 20)
      await postAll(answers, (each) => postCim(receiver, each))
      await until('the first sends', 20_000, () => graph.sent.length >= 20)
      await leave()
      await wait(12_000)
      pace = 50
      await comeBack()
      await untilDone(rig)
      const failed = failedOf(rig.ccm)
      console.log(`Redis away for 12 s: ${graph.sent.length} of 40 sent, ${failed.length} failed`)
      expect(graph.sent.length).toBe(new Set(graph.sent).size)
      expect(graph.sent).toHaveLength(40)
      expect(failed).toEqual([])
    } finally {
      graph.close()
    }
  })

  it('when workers are killed in the middle of 600 sends, 5 times', async () => {
    const graph = await startGraph(() => 500)
    try {
      const env = { GRAPH_URL: graph.url, CONCURRENCY: '10', TAKE_OVER_SECONDS: '2' }
      const answers = conversations(600, 200)
      expect(await postAll(answers, (each) => postCim(receiver, each))).toHaveLength(600)
      const workers = [await rig.start('worker', env), await rig.start('worker', env)]
      const reported = failedBetweenKills(rig.ccm)
      for (let kill = 0; kill < 5; kill += 1) {
        const before = graph.sent.length
        await until('some sends', 60_000, () => graph.sent.length >= Math.min(before + 40, 500))
        await workers.shift()?.stop('SIGKILL')
        // What is still on its way to CCM counts for the process that is gone.
        await wait(100)
        reported.check()
        workers.push(await rig.start('worker', env))
      }
      await untilDone(rig)
      const failed = reported.all()
      console.log(`scale-out: 600 sends, 5 kills: ${failed.length} reported as failed`)
      expect(graph.sent.length).toBe(new Set(graph.sent).size)
      const delivered = new Set(graph.sent)
      const lost = answers.filter(
        (each) =>
          !delivered.has(`${each.psid} Answer ${each.n}`) && !failed.includes(answerIdOf(each)),
      )
      expect(lost).toEqual([])
    } finally {
      graph.close()
    }
  })

  it('and CX gets all, in order: 2000 webhooks and 600 sends, 5 kills of workers, one of Redis', {
    timeout: 240_000,
  }, async () => {
    const graph = await startGraph(() => 100)
    try {
      const env = { GRAPH_URL: graph.url, TAKE_OVER_SECONDS: '2' }
      const workers = [await rig.start('worker', env), await rig.start('worker', env)]
      const [written, answers] = [conversations(2000, 50), conversations(600, 200)]
      // About a hundred a second: each customer's next one comes half a second after the last.
      const posting = Promise.all([
        postAll(
          written,
          paced(500, (each) => postWebhook(receiver, rig.env, each)),
          200,
        ),
        postAll(
          answers,
          paced(5000, (each) => postCim(receiver, each)),
          200,
        ),
      ])
      for (let kill = 0; kill < 5; kill += 1) {
        await wait(2500)
        await workers.shift()?.stop('SIGKILL')
        if (kill === 2) {
          await rig.redis.kill()
          await wait(3000)
          await rig.redis.restart()
        }
        workers.push(await rig.start('worker', env))
      }
      expect((await posting).map((accepted) => accepted.length)).toEqual([2000, 600])
      await untilDone(rig)
      const failed = failedOf(rig.ccm)
      const posts = rig.ccm.messages.length - failed.length
      console.log(`5 kills and one of Redis: ${posts} posts, ${failed.length} reported as failed`)
      const isNotice = new Set(failed)
      const arrived = arrivedOf(rig)
      for (const [psid, numbers] of numbersOf(written)) {
        expect(arrived.get(psid)?.filter((n) => !Number.isNaN(n))).toEqual(numbers)
      }
      expect(graph.sent.length).toBe(new Set(graph.sent).size)
      const delivered = new Set(graph.sent)
      const lost = answers.filter(
        (each) =>
          !delivered.has(`${each.psid} Answer ${each.n}`) && !isNotice.has(answerIdOf(each)),
      )
      expect(lost).toEqual([])
    } finally {
      graph.close()
    }
  })
})

/** Posts what a customer or agent writes next about `ms` after the last. */
function paced<T>(ms: number, post: (each: Written) => Promise<T>) {
  return async (each: Written) => {
    if (each.n > 0) await wait(ms * Math.random() * 2)
    return post(each)
  }
}

describe('a Redis that is not fit', () => {
  async function startOn(url: string): Promise<{ code: number | null; lines: string[] }> {
    const env = { ...rig.env, HOST: '127.0.0.1', PORT: '0', REDIS_URL: url }
    const { child, lines } = spawnExample(['main.ts', 'worker'], env)
    const [code] = await once(child, 'close')
    return { code, lines }
  }

  it('ends a process with one line where its password is wrong, and prints none', async () => {
    const { code, lines } = await startOn(`redis://:hunter2hunter2@127.0.0.1:${rig.redis.port}`)
    expect(code).toBe(78)
    expect(lines.join('\n')).toContain('WRONGPASS')
    expect(lines.join('\n')).not.toContain('hunter2')
    expect(lines.filter((line) => !line.startsWith('{'))).toHaveLength(1)
  })

  it('ends receivers and workers with one line where it may drop what it holds', async () => {
    const evicting = await startRedis(['maxmemory-policy allkeys-lru'])
    try {
      const { code, lines } = await startOn(evicting.url)
      expect(code).toBe(78)
      const plain = lines.filter((line) => !line.startsWith('{'))
      expect(plain).toEqual([expect.stringContaining('maxmemory-policy is allkeys-lru')])
      const env = { ...rig.env, HOST: '127.0.0.1', PORT: '0', REDIS_URL: evicting.url }
      const { child } = spawnExample(['main.ts', 'receiver'], env)
      expect(await once(child, 'close')).toEqual([78, null])
    } finally {
      await evicting.remove()
    }
  })

  it('is used without an append-only file, with a line of warning', async () => {
    const forgetful = await startRedis(['appendonly no'])
    try {
      const worker = await rig.start('worker', { REDIS_URL: forgetful.url })
      await until('the warning', 10_000, () => {
        return worker.lines.some((line) => line.includes('"reason":"not_durable"'))
      })
      expect(await worker.stop()).toBe(0)
    } finally {
      await forgetful.remove()
    }
  })

  it('that is no URL, or missing, is named in a line without its value', async () => {
    const wrong = await startOn('http://:hunter2@redis')
    expect([wrong.code, wrong.lines]).toEqual([78, ['REDIS_URL must be a redis: or rediss: URL']])
    const missing = await startOn('')
    expect([missing.code, missing.lines]).toEqual([
      78,
      [expect.stringContaining('REDIS_URL is missing')],
    ])
  })
})
