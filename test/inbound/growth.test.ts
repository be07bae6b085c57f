import { describe, expect, it } from 'vitest'
import { type InboundContext, messengerToCim } from '../../src/inbound/index.ts'
import { cpuTimeOf } from '../text/cpu-time.ts'

describe('the work that a webhook takes', () => {
  it('grows by the same with each event, however many there are', () => {
    const reads = [50, 100, 150, 1000, 1050].map(readsOf)
    const [few = 0, some = 0, more = 0, many = 0, most = 0] = reads
    expect(few).toBeGreaterThan(50)
    expect(more - some).toBe(some - few)
    expect(most - many).toBe(some - few)
  })

  it.each([
    ['previews of links', 500, previewsOf],
    ['stickers in both forms', 20_000, stickersOf],
    ['receipts', 60_000, receiptsOf],
    ['brackets that open no Markdown link', 200_000, bracketsOf('[')],
    ['angle brackets that close nowhere', 200_000, bracketsOf('<')],
    ['targets that close nowhere', 100_000, bracketsOf('[a](')],
  ])('grows no faster than the number of %s', (_, count, translate) => {
    expect(cpuTimeOf(() => translate(count))).toBeLessThan(5000)
  })

  it('asks the context once for each message', () => {
    const asked: string[] = []
    const profile = (psid: string) => {
      asked.push(psid)
      return undefined
    }
    messengerToCim(webhookOf(100), { profile })
    expect(asked).toHaveLength(100)
  })
})

const sides = { sender: { id: '7312345678901234' }, recipient: { id: '104857600123456' } }

function translateOne(event: object, context: InboundContext = {}): void {
  const entry = [{ id: '104857600123456', messaging: [{ ...sides, timestamp: 1, ...event }] }]
  messengerToCim({ object: 'page', entry }, context)
}

function previewsOf(count: number): void {
  const links = Array.from({ length: count }, (_, index) => `https://shop.example.com/${index}`)
  const attachments = links.map((url) => ({ type: 'fallback', payload: { url, title: 'Shop' } }))
  translateOne({
    message: { mid: 'm_1', text: links.map((url) => `${url}-other`).join(' '), attachments },
  })
}

function stickersOf(count: number): void {
  const attachments = Array.from({ length: count }, (_, index) => {
    const payload = { url: `https://cdn.example.com/${index}.png`, sticker_id: index }
    return [
      { type: 'image', payload },
      { type: 'sticker', payload },
    ]
  }).flat()
  translateOne({ message: { mid: 'm_1', attachments } })
}

function receiptsOf(count: number): void {
  const ids = Array.from({ length: count }, (_, index) => `cim-${index}`)
  translateOne({ read: { watermark: 1795382400123 } }, { sentUpTo: () => ids })
}

function bracketsOf(bracket: string): (count: number) => void {
  return (count) => {
    const text = `https://shop.example.com ${bracket.repeat(count)}`
    translateOne({ message: { mid: 'm_1', text } }, { links: 'markdown' })
  }
}

/** How often the translation of a webhook looks at anything in it. */
function readsOf(events: number): number {
  const counter = { reads: 0 }
  const { messages } = messengerToCim(counted(webhookOf(events), counter))
  expect(messages).toHaveLength(events)
  return counter.reads
}

function webhookOf(events: number): object {
  const messaging = Array.from({ length: events }, (_, index) => ({
    sender: { id: '7312345678901234' },
    recipient: { id: '104857600123456' },
    timestamp: 1795382400123 + index,
    message: { mid: `m_growth${index}`, text: 'Is my order on its way?' },
  }))
  return { object: 'page', entry: [{ id: '104857600123456', time: 1795382400535, messaging }] }
}

/** The value, counting every read of a property at any depth. */
function counted<T extends object>(value: T, counter: { reads: number }): T {
  return new Proxy(value, {
    get(target, key) {
      counter.reads += 1
      const read: unknown = Reflect.get(target, key)
      return typeof read === 'object' && read !== null ? counted(read, counter) : read
    },
  })
}
