import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  arrivedOf,
  conversations,
  createRig,
  eventsOf,
  numbersOf,
  type Process,
  postAll,
  postCim,
  postWebhook,
  psidOf,
  type Rig,
  sentBy,
  until,
  untilDone,
  type Written,
} from './scale-out-rig.ts'

let rig: Rig

beforeEach(async () => {
  rig = await createRig()
})

afterEach(() => rig.close())

/** Posts to a receiver as Meta does. */
function metaTo(receiver: Process) {
  return (each: Written) => postWebhook(receiver, rig.env, each)
}

function untilArrived(count: number): Promise<unknown> {
  return until(`${count} messages`, 60_000, () => {
    const arrived = [...arrivedOf(rig).values()].flat()
    return arrived.length >= count
  })
}

describe('receivers and workers', () => {
  it('deliver messages both ways, and log what they did without secrets or texts', async () => {
    const receiver = await rig.start('receiver')
    const worker = await rig.start('worker')
    const accepted = await postAll(conversations(60, 6), metaTo(receiver))
    expect(accepted).toHaveLength(60)
    const answers = conversations(12, 3)
    expect(await postAll(answers, (each) => postCim(receiver, each))).toHaveLength(12)
    await untilDone(rig)

    expect(arrivedOf(rig)).toEqual(numbersOf(conversations(60, 6)))
    const texts = [0, 1, 2, 3].map((n) => `Answer ${n}`)
    expect(sentBy(rig.graph)).toEqual(new Map([0, 1, 2].map((n) => [psidOf(n), texts])))
    expect(await eventsOf(receiver, 'accepted')).toBe(72)
    expect(await eventsOf(worker, 'received')).toBe(60)
    expect(await eventsOf(worker, 'sent')).toBe(12)
    expect(await rig.queue.counts()).toEqual({ waiting: 0, dead: 0 })
    const log = [...receiver.lines, ...worker.lines].join('\n')
    expect(log).toContain('"msg":"received"')
    const { APP_SECRET, PAGE_ACCESS_TOKEN, VERIFY_TOKEN, REDIS_URL } = rig.env
    const password = new URL(String(REDIS_URL)).password
    for (const secret of [APP_SECRET, PAGE_ACCESS_TOKEN, VERIFY_TOKEN, password]) {
      expect(log).not.toContain(String(secret))
    }
    for (const text of ['Message 1', 'Answer 1', 'Sara']) expect(log).not.toContain(text)
  })

  it('lose nothing and keep the order when a worker is killed and a new one comes', async () => {
    rig.pace.ccm = 10
    const receiver = await rig.start('receiver')
    const written = conversations(2000, 50)
    expect(await postAll(written, metaTo(receiver))).toHaveLength(2000)
    const first = await rig.start('worker')
    await untilArrived(700)
    await first.stop('SIGKILL')
    const arrived = [...arrivedOf(rig).values()].flat().length
    expect(arrived).toBeLessThan(1900)

    await rig.start('worker')
    await untilDone(rig)
    expect(arrivedOf(rig)).toEqual(numbersOf(written))
    console.log({ arrived, posts: rig.ccm.messages.length })
  })

  it('lose nothing and keep the order when Redis is killed and comes back with its file', async () => {
    rig.pace.ccm = 10
    const receiver = await rig.start('receiver')
    const workers = [await rig.start('worker'), await rig.start('worker')]
    const written = conversations(2000, 50)
    const posting = postAll(written, metaTo(receiver), 100)
    await untilArrived(500)
    await rig.redis.kill()
    expect((await fetch(`${receiver.url}/healthz`)).status).toBe(503)
    await wait(1000)
    await rig.redis.restart()
    expect(await posting).toHaveLength(2000)
    await untilDone(rig)
    expect(arrivedOf(rig)).toEqual(numbersOf(written))
    // Also what they have to say of it is in the log's form.
    const failures = [receiver, ...workers].flatMap(({ lines }) =>
      lines.map((line) => JSON.parse(line)),
    )
    expect(failures).toContainEqual(expect.objectContaining({ reason: 'unavailable' }))
    console.log({ posts: rig.ccm.messages.length })
  })

  it('finish running tasks after SIGTERM, and lose nothing that was answered 200', async () => {
    rig.pace.ccm = 50
    const receiver = await rig.start('receiver')
    const worker = await rig.start('worker')
    const posting = postAll(conversations(2000, 50), metaTo(receiver))
    await untilArrived(200)
    const codes = await Promise.all([receiver.stop(), worker.stop()])
    expect(codes).toEqual([0, 0])
    const accepted = await posting
    expect(accepted.length).toBeLessThan(2000)
    const before = rig.ccm.messages.length

    await rig.start('receiver')
    await rig.start('worker')
    await untilDone(rig)
    console.log({ accepted: accepted.length, before, after: rig.ccm.messages.length })
    expect(arrivedOf(rig)).toEqual(numbersOf(accepted))
    expect(rig.ccm.messages).toHaveLength(accepted.length)
  })

  it('keep the order when a worker is held up for so long that another takes its turns', async () => {
    rig.pace.ccm = 10
    const receiver = await rig.start('receiver')
    const written = conversations(600, 20)
    await postAll(written, metaTo(receiver))
    const slow = await rig.start('worker')
    await untilArrived(150)
    slow.child.kill('SIGSTOP')
    await rig.start('worker')
    await untilArrived(500)
    slow.child.kill('SIGCONT')
    await untilDone(rig)
    expect(arrivedOf(rig)).toEqual(numbersOf(written))
    expect(slow.lines.join('\n')).toContain('a task was taken over')
  })
})
