import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const fixtures = join(import.meta.dirname, '../../test/fixtures')

/** How many bodies there are of each shape: with one alone, the engine's caches would know every string. */
const variants = 64

/** What the texts of the variants end in. */
const words = ['lamp', 'order', 'never', 'thanks', 'Friday', 'again', 'broken', 'tomorrow'] as const

/** Bodies of webhooks as they come over the wire: the shapes of recorded ones, each with words and ids of its own. */
export const webhooks = {
  text: variantsOf('inbound/message/text/webhook.json'),
  postback: variantsOf('inbound/postback/get-started/webhook.json'),
  receipt: variantsOf('inbound/delivery/by-mid/webhook.json', (event, index) => {
    event.delivery.mids.length = 1 + (index % 2)
  }),
  'three attachments': variantsOf('inbound/image/three/webhook.json'),
  'text with one link': variantsOf('inbound/message/text/webhook.json', (event, index) => {
    event.message.text = `Is this one still in stock? https://shop.example.com/lamps/${index * 7919} Thanks`
  }),
} as const

/** CIM messages as CX posts them. */
export const cimMessages = {
  PLAIN: variantsOf('outbound/PLAIN/java/message.json'),
  IMAGE: variantsOf('outbound/IMAGE/java/message.json'),
  BUTTON: variantsOf('outbound/BUTTON/java/message.json'),
} as const

/** One body of 64 KB of text with 500 links in it. */
export const manyLinks = webhookOf(
  lengthened((index) =>
    index % 2 === 0
      ? 'Could you please look at this one too and tell me when it can be with us, '
      : `https://shop.example.com/orders/${4000 + index}?ref=${index} `,
  ),
)

/** A PLAIN message of 64 KB: paragraphs with some Markdown, links and emoji in them. */
export const longText = JSON.stringify({
  ...JSON.parse(cimMessages.PLAIN[0] ?? ''),
  body: {
    type: 'PLAIN',
    markdownText: lengthened((index) =>
      [
        `Your order **${4400 + index}** has left our house today. 📦 `,
        `Follow it at https://shop.example.com/orders/${4400 + index}, or ask us here.\n`,
        '- the lamp, in _brass_\n- two bulbs of 40 W\n\n',
        'It will be with you within three days; nobody has to be at home for it. ',
      ].join(''),
    ),
  },
})

/** A webhook body with this many text events, each with a mid, a time and words of its own, 50 to an entry. */
export function batchOf(events: number): string {
  const bodies = webhooks.text.map((body) => JSON.parse(body))
  const all = Array.from({ length: events }, (_, index) => {
    const [event] = bodies[index % bodies.length].entry[0].messaging
    const mid = `${event.message.mid}${index}`
    return { ...event, message: { ...event.message, mid } }
  })
  const [{ entry, object }] = bodies
  const entries = Array.from({ length: Math.ceil(events / 50) }, (_, index) => ({
    ...entry[0],
    messaging: all.slice(index * 50, (index + 1) * 50),
  }))
  return JSON.stringify({ object, entry: entries })
}

/** Gives the bodies one after the other, again and again. */
export function turns<T>(list: readonly T[]): () => T {
  let next = 0
  return () => {
    const one = list[next]
    next = (next + 1) % list.length
    if (one === undefined) throw new Error('nothing to take turns')
    return one
  }
}

/** A recorded body in variants, without white space; `change` gets the event of a webhook. */
function variantsOf(
  path: string,
  // biome-ignore lint/suspicious/noExplicitAny: recorded JSON, changed where its shape is known
  change?: (event: any, index: number) => void,
): readonly string[] {
  const recorded = readFileSync(join(fixtures, path), 'utf8')
  return Array.from({ length: variants }, (_, index) => {
    const value = vary(JSON.parse(recorded), index)
    change?.(value.entry[0].messaging[0], index)
    return JSON.stringify(value)
  })
}

/** The same JSON with other ids, times, addresses and words. */
// biome-ignore lint/suspicious/noExplicitAny: any JSON
function vary(value: any, index: number, key = ''): any {
  if (Array.isArray(value)) return value.map((one) => vary(one, index, key))
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([name, one]) => [name, vary(one, index, name)]),
    )
  }
  if (/^time/.test(key) && typeof value === 'number') return value + index * 1009
  if (typeof value !== 'string') return value
  if (/^(text|markdownText)$/.test(key)) return `${value} ${words[index % 8]} ${words[index >> 3]}`
  if (/^(mid|mids|id)$/.test(key)) return value.replace(/..$/, String(index + 10))
  return value.replace(/(?<=4819|4411)/, String(index))
}

/** Pieces put together up to 64 KB. */
function lengthened(piece: (index: number) => string): string {
  let text = ''
  for (let index = 0; text.length < 65_536; index += 1) text += piece(index)
  return text.slice(0, 65_536)
}

function webhookOf(text: string): string {
  const body = JSON.parse(webhooks.text[0] ?? '')
  body.entry[0].messaging[0].message.text = text
  return JSON.stringify(body)
}
