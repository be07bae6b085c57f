import { describe, expect, it } from 'vitest'
import { createWorld, mid, plain, textWebhook, webhook } from './world.ts'

/** A log in plain JavaScript, which returns what its store does. */
function logOf(json: string) {
  const unknown = async () => JSON.parse(json)
  return { seen: unknown, remember: async () => {}, midOf: unknown, cimIdOf: unknown }
}

describe('a log whose store has nothing', () => {
  it.each(['null', '0', '""'])('and returns %s for it sends and delivers', async (json) => {
    const log = { ...logOf(json), sentUpTo: async () => JSON.parse('null') }
    const { connector, sent, received } = createWorld({ log })
    const quoting = { intent: 'REPLY_TO', originalMessageId: 'an older one' }
    await connector.handleCim(plain('one', 'Hello', quoting))
    expect(sent).toMatchObject([{ message: { text: 'Hello' } }])
    const { failed } = await connector.handleWebhook(textWebhook('a', 'Hi'))
    await connector.handleWebhook(
      webhook({ message: { mid: mid('b'), text: 'Yes', reply_to: { mid: mid('old') } } }),
    )
    await connector.handleWebhook(webhook({ read: { watermark: 1_790_000_000_000 } }))
    expect(failed).toEqual([])
    expect(received.map(({ header }) => [header.intent, header.originalMessageId])).toEqual([
      [null, null],
      [null, null],
    ])
  })
})
