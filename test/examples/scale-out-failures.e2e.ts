import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  answerIdOf,
  arrivedOf,
  conversations,
  createRig,
  metric,
  midOf,
  numbersOf,
  type Process,
  postAll,
  postCim,
  postWebhook,
  psidOf,
  type Rig,
  sentBy,
  until,
  type Written,
} from './scale-out-rig.ts'

let rig: Rig
let receiver: Process

beforeEach(async () => {
  rig = await createRig()
  receiver = await rig.start('receiver')
})

afterEach(() => rig.close())

function untilDone(): Promise<unknown> {
  return until('everything to be done', 60_000, async () => {
    return (await metric(receiver, 'messenger_cim_waiting')) === 0
  })
}

/** Fails CCM's calls with this message while it says so. */
function failFor(bad: Written, status: number, isFailing: () => boolean, times?: number): void {
  const mid = midOf(bad)
  rig.ccm.fail(
    { status },
    {
      times: times ?? Number.POSITIVE_INFINITY,
      when: ({ body }) => isFailing() && JSON.stringify(body).includes(mid),
    },
  )
}

describe('a message that CCM refuses', () => {
  const bad = { psid: psidOf(0), n: 1 }
  const all = conversations(30, 6)

  it('becomes a dead letter, costs no other, and can be replayed', async () => {
    let refusing = true
    failFor(bad, 400, () => refusing)
    const worker = await rig.start('worker')
    await postAll(all, (each) => postWebhook(receiver, rig.env, each))
    await untilDone()

    const others = all.filter(({ psid, n }) => psid !== bad.psid || n !== bad.n)
    expect(arrivedOf(rig)).toEqual(numbersOf(others))
    expect(await metric(receiver, 'messenger_cim_dead_letters')).toBe(1)
    expect(await metric(worker, 'messenger_cim_tasks_total{kind="webhook",result="dead"}')).toBe(1)

    const listed = await rig.deadLetters(['list'])
    expect(listed.code).toBe(0)
    const line = listed.lines.find((each) => each.includes(bad.psid))
    expect(line).toContain('"status":400')
    expect(listed.lines.join('\n')).not.toContain('Message 1')
    const [id = ''] = line?.split(' ') ?? []
    const shown = await rig.deadLetters(['show', id])
    expect(JSON.parse(shown.lines.join('\n'))).toMatchObject({
      attempts: 1,
      task: { body: { entry: [{ messaging: [{ message: { text: 'Message 1' } }] }] } },
    })
    expect(await rig.deadLetters(['show', '999999'])).toEqual({
      code: 1,
      lines: ['999999 is no dead letter'],
    })

    refusing = false
    expect(await rig.deadLetters(['replay', id, '999999'])).toEqual({
      code: 1,
      lines: ['1 put in line again', '999999 is no dead letter'],
    })
    await until('the replayed message', 20_000, () => {
      return [...arrivedOf(rig).values()].flat().length === all.length
    })
    expect(arrivedOf(rig).get(bad.psid)).toEqual([0, 2, 3, 4, 1])
    expect(await metric(receiver, 'messenger_cim_dead_letters')).toBe(0)
    expect((await rig.deadLetters(['list'])).lines).toEqual(['0 dead letters'])
  })

  it('is tried again with pauses while its customer waits and others go on', async () => {
    // Two attempts fail, each with a repetition of the client's own.
    let failing = true
    failFor(bad, 503, () => failing)
    const worker = await rig.start('worker', { INBOUND_ATTEMPTS: '1000' })
    await postAll(all, (each) => postWebhook(receiver, rig.env, each))
    const others = all.filter(({ psid }) => psid !== bad.psid)
    await until('the others', 20_000, () => {
      return [...arrivedOf(rig).values()].flat().length === others.length + 1
    })
    const tried = 'messenger_cim_tasks_total{kind="webhook",result="later"}'
    await until('some attempts', 20_000, async () => (await metric(worker, tried)) >= 3)
    expect(arrivedOf(rig).get(bad.psid)).toEqual([0])
    failing = false
    await untilDone()
    expect(arrivedOf(rig)).toEqual(numbersOf(all))
  })

  it('is given up after as many attempts as are set', async () => {
    failFor(bad, 503, () => true)
    await rig.start('worker', { INBOUND_ATTEMPTS: '3' })
    await postAll(all, (each) => postWebhook(receiver, rig.env, each))
    await untilDone()
    expect(arrivedOf(rig).get(bad.psid)).toEqual([0, 2, 3, 4])
    const { lines } = await rig.deadLetters(['list'])
    expect(lines.find((line) => line.includes(bad.psid))).toContain('3x')
    expect((await rig.deadLetters(['drop', '--all'])).code).toBe(0)
    expect(await metric(receiver, 'messenger_cim_dead_letters')).toBe(0)
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
    await untilDone()
    for (const customer of [0, 1]) {
      expect(sentTo(psidOf(customer))).toEqual([0, 1, 2, 3].map((n) => `Answer ${n}`))
    }
    expect(rig.ccm.messages).toEqual([])
  })

  it('is told to CX once it is given up, and the next ones go out', async () => {
    const closed = { code: 10, subcode: 2018278, message: 'Outside of the allowed window.' }
    rig.graph.fail(closed, { times: 1, when: toFirst })
    await rig.start('worker')
    await postAll(answers, (each) => postCim(receiver, each))
    await untilDone()
    expect(sentTo(psidOf(0))).toEqual([1, 2, 3].map((n) => `Answer ${n}`))
    const messageId = answerIdOf({ psid: psidOf(0), n: 0 })
    expect(rig.ccm.messages.map(({ body }) => body)).toEqual([
      { type: 'DELIVERYNOTIFICATION', messageId, status: 'FAILED', reasonCode: '400' },
    ])
    const { lines } = await rig.deadLetters(['list'])
    expect(lines.find((line) => line.includes(psidOf(0)))).toContain('graph_error')
  })

  it('is not sent again when Meta may have delivered it', async () => {
    rig.graph.fail('answer-lost', { times: 1, when: toFirst })
    await rig.start('worker')
    await postAll(answers, (each) => postCim(receiver, each))
    await untilDone()
    expect(sentTo(psidOf(0))).toEqual([0, 1, 2, 3].map((n) => `Answer ${n}`))
    expect(rig.ccm.messages).toMatchObject([{ body: { status: 'FAILED' } }])
  })
})

describe('a receiver', () => {
  it('answers 503 while Redis is away, and takes posts again when it is back', async () => {
    await rig.killRedis()
    const listed = await rig.deadLetters(['list'])
    expect(listed).toEqual({
      code: 1,
      lines: [expect.stringMatching(/^Redis cannot be reached: connect ECONNREFUSED/)],
    })
    const one = { psid: psidOf(0), n: 0 }
    const start = performance.now()
    expect(await postWebhook(receiver, rig.env, one)).toBe(503)
    expect(performance.now() - start).toBeLessThan(5000)
    await rig.restartRedis()
    await until('Redis to be found again', 20_000, async () => {
      return (await fetch(`${receiver.url}/healthz`)).status === 200
    })
    expect(await postWebhook(receiver, rig.env, one)).toBe(200)
    await rig.start('worker')
    await untilDone()
    expect(arrivedOf(rig)).toEqual(numbersOf([one]))
  })

  it('refuses what Meta did not sign', async () => {
    const env = { ...rig.env, APP_SECRET: '0'.repeat(32) }
    expect(await postWebhook(receiver, env, { psid: psidOf(0), n: 0 })).toBe(401)
    expect(await metric(receiver, 'messenger_cim_waiting')).toBe(0)
  })
})
