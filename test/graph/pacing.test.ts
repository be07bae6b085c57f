import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  createGraphClient,
  type GraphClientOptions,
  GraphError,
  SendAbortedError,
} from '../../src/graph/index.ts'
import { limits } from '../../src/messenger/limits.ts'
import type { SendRequest } from '../../src/messenger/send-request.ts'
import { caught } from './caught.ts'
import { pageAccessToken, psid, refusal } from './graph-server.ts'

type Call = { at: number; to: string; text: string }

/** A client and the calls it makes; each takes `takesMs`, and `fails` says which are refused. */
function paced(
  pacing: GraphClientOptions['pacing'],
  {
    takesMs = 0,
    fails = () => false,
  }: { takesMs?: number; fails?: (text: string) => boolean } = {},
) {
  const calls: Call[] = []
  const start = performance.now()
  const fetch = async (input: RequestInfo | URL) => {
    const request = new Request(input)
    const at = performance.now() - start
    const isForm = request.headers.get('content-type')?.startsWith('multipart/') === true
    const { recipient, message } = isForm
      ? { recipient: { id: psid }, message: { text: 'file' } }
      : JSON.parse(await request.text())
    const text = message?.text ?? message?.attachment?.type ?? ''
    calls.push({ at, to: recipient.id, text })
    await new Promise((resolve) => setTimeout(resolve, takesMs))
    if (fails(text)) return Response.json(refusal(100).json, { status: 400 })
    return Response.json({ recipient_id: recipient.id, message_id: `m_${calls.length}` })
  }
  return { calls, client: createGraphClient({ pageAccessToken, fetch, retries: 0, pacing }) }
}

/** The most calls in any second. */
function busiest(calls: readonly Call[]): number {
  const times = calls.map(({ at }) => at)
  return Math.max(
    ...times.map((from) => times.filter((at) => at >= from && at < from + 1000).length),
  )
}

function customer(index: number): string {
  return `7312345678${String(index).padStart(6, '0')}`
}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('pacing', () => {
  it('keeps texts under the rate that Meta publishes', async () => {
    const { client, calls } = paced(true)
    const count = 2 * limits.textRate.max
    const all = Promise.all(
      Array.from({ length: count }, (_, index) => client.sendText(customer(index), 'Hi')),
    )
    await vi.runAllTimersAsync()
    expect(await all).toHaveLength(count)
    expect(busiest(calls)).toBeLessThanOrEqual(limits.textRate.max)
    expect(calls.at(-1)?.at).toBeLessThan(2500)
  })

  it('keeps media under theirs, however they are given, and lets texts by', async () => {
    const { client, calls } = paced(true)
    const count = 2 * limits.mediaRate.max
    const url = 'https://example.com/a.mp3'
    const all = Promise.all([
      ...Array.from({ length: count }, (_, index) =>
        index % 2 === 0
          ? client.sendAttachment(customer(index), { type: 'audio', url })
          : client.send({
              recipient: { id: customer(index) },
              messaging_type: 'RESPONSE',
              message: { attachments: [{ type: 'image', payload: { url } }] },
            }),
      ),
      client.sendAttachment(psid, { type: 'audio', file: new Blob(['a']) }),
      client.sendText(psid, 'Hi'),
    ])
    await vi.runAllTimersAsync()
    await all
    const media = calls.filter(({ text }) => text !== 'Hi')
    expect(media).toHaveLength(count + 1)
    expect(busiest(media)).toBeLessThanOrEqual(limits.mediaRate.max)
  })

  it('keeps to rates of the host', async () => {
    const { client, calls } = paced({ textPerSecond: 2 })
    const sends = Promise.all([1, 2, 3].map((index) => client.sendText(customer(index), 'Hi')))
    await vi.runAllTimersAsync()
    await sends
    expect(calls.map(({ at }) => at)).toEqual([0, 500, 1000])
  })

  it('keeps the order of one customer, and customers side by side', async () => {
    const { client, calls } = paced(true, { takesMs: 100 })
    const file = new Blob(['a'])
    const sends = Promise.all([
      client.sendAttachment(psid, { type: 'file', file }),
      client.sendText(psid, '2'),
      client.sendText(customer(1), 'other'),
      client.sendText(psid, '3'),
    ])
    await vi.runAllTimersAsync()
    await sends
    expect(calls.filter(({ to }) => to === psid).map(({ text }) => text)).toEqual([
      'file',
      '2',
      '3',
    ])
    const other = calls.find(({ text }) => text === 'other')
    expect(other?.at).toBeLessThan(50)
  })

  it('lets nothing in between the requests of a list', async () => {
    const { client, calls } = paced(true, { takesMs: 100 })
    const list = ['1', '2', '3'].map(
      (text): SendRequest => ({
        recipient: { id: psid },
        messaging_type: 'RESPONSE',
        message: { text },
      }),
    )
    const sends = Promise.all([client.sendAll(list), client.sendText(psid, '4')])
    await vi.runAllTimersAsync()
    await sends
    expect(calls.map(({ text }) => text)).toEqual(['1', '2', '3', '4'])
  })

  it('goes on after a send that failed', async () => {
    const { client, calls } = paced(true, { fails: (text) => text === '1' })
    const first = caught(client.sendText(psid, '1'), GraphError)
    const second = client.sendText(psid, '2')
    await vi.runAllTimersAsync()
    await first
    expect(await second).toMatchObject({ recipientId: psid })
    expect(calls.map(({ text }) => text)).toEqual(['1', '2'])
  })

  it('does not send what was given up while it waited for its turn', async () => {
    const { client, calls } = paced(true, { takesMs: 100 })
    const controller = new AbortController()
    const { signal } = controller
    const first = client.sendText(psid, '1', { signal: new AbortController().signal })
    const second = client.sendText(psid, '2', { signal })
    const third = client.sendText(psid, '3')
    second.catch(() => {})
    await vi.advanceTimersByTimeAsync(10)
    controller.abort('too late')
    await expect(second).rejects.toBe('too late')
    await expect(client.sendText(psid, '4', { signal })).rejects.toBe('too late')
    await vi.runAllTimersAsync()
    await Promise.all([first, third])
    expect(calls.map(({ text }) => text)).toEqual(['1', '3'])
  })

  describe('of a list that is aborted', () => {
    const list = ['1', '2', '3'].map(
      (text): SendRequest => ({
        recipient: { id: psid },
        messaging_type: 'RESPONSE',
        message: { text },
      }),
    )

    it('returns what the customer already has', async () => {
      const { client, calls } = paced({ textPerSecond: 1 })
      const controller = new AbortController()
      const sends = caught(client.sendAll(list, { signal: controller.signal }), SendAbortedError)
      await vi.advanceTimersByTimeAsync(1500)
      controller.abort('leaving')
      expect(await sends).toMatchObject({
        sent: [{ messageId: 'm_1' }, { messageId: 'm_2' }],
        failedIndex: 2,
        cause: 'leaving',
      })
      await vi.runAllTimersAsync()
      expect(calls.map(({ text }) => text)).toEqual(['1', '2'])
    })

    it('says that nothing was sent of one that still waits for its turn', async () => {
      const { client, calls } = paced(true, { takesMs: 100 })
      const controller = new AbortController()
      const { signal } = controller
      const first = client.sendText(psid, '0')
      const sends = caught(client.sendAll(list, { signal }), SendAbortedError)
      const last = client.sendText(psid, '4')
      await vi.advanceTimersByTimeAsync(10)
      controller.abort('leaving')
      expect(await sends).toMatchObject({ sent: [], failedIndex: 0, cause: 'leaving' })
      const late = await caught(client.sendAll(list, { signal }), SendAbortedError)
      expect(late).toMatchObject({ sent: [], failedIndex: 0, cause: 'leaving' })
      await vi.runAllTimersAsync()
      await Promise.all([first, last])
      expect(calls.map(({ text }) => text)).toEqual(['0', '4'])
      expect(calls[1]?.at).toBeGreaterThanOrEqual(100)
    })
  })

  it('makes no burst after the machine was busy', async () => {
    const { client, calls } = paced({ textPerSecond: 10 })
    const sends = Promise.all(
      Array.from({ length: 20 }, (_, index) => client.sendText(customer(index), 'Hi')),
    )
    await vi.advanceTimersByTimeAsync(150)
    vi.advanceTimersByTime(700)
    await vi.runAllTimersAsync()
    await sends
    expect(busiest(calls)).toBeLessThanOrEqual(10)
  })

  it('is off unless asked for', async () => {
    const { client, calls } = paced(undefined)
    const sends = Array.from({ length: 400 }, (_, index) => client.sendText(customer(index), 'Hi'))
    await vi.runAllTimersAsync()
    await Promise.all(sends)
    expect(Math.max(...calls.map(({ at }) => at))).toBeLessThan(5)
  })
})
