import { expect, it } from 'vitest'
import {
  sampleCimMessage,
  sampleCimTypes,
  sampleWebhook,
  sampleWebhookKinds,
} from '../../src/testing/index.ts'
import { createWorld } from './world.ts'

const address = 'amqp://agent:hidden@broker:5672/desk'

/** Ids are in events, and are no addresses. */
const ids = ['id', 'mid', 'psid', 'channelCustomerIdentifier', 'serviceIdentifier', 'messageId']

type Path = readonly string[]

function placesIn(value: unknown, path: Path = []): Path[] {
  if (typeof value === 'string') return ids.includes(path.at(-1) ?? '') ? [] : [path]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, child]) => placesIn(child, [...path, key]))
}

function withAt(value: unknown, [key, ...rest]: Path): unknown {
  if (key === undefined) return address
  const child = withAt(Object(value)[key], rest)
  return Array.isArray(value) ? value.with(Number(key), child) : { ...Object(value), [key]: child }
}

it.each(sampleWebhookKinds)(
  'a password in an address in a webhook of kind %s is in no event',
  async (kind) => {
    const webhook = sampleWebhook(kind)
    const { connector, events } = createWorld({ files: undefined })
    for (const path of placesIn(webhook))
      await connector.handleWebhook(withAt(webhook, path)).catch(() => {})
    expect(events.length).toBeGreaterThan(0)
    expect(JSON.stringify(events)).not.toContain('hidden')
  },
)

it.each(sampleCimTypes)(
  'a password in an address in a CIM message of type %s is in no event',
  async (type) => {
    const message = sampleCimMessage(type)
    const { connector, events } = createWorld({ files: undefined })
    const places = placesIn(message)
    for (const path of places) await connector.handleCim(withAt(message, path)).catch(() => {})
    expect(events.length).toBeGreaterThan(0)
    expect(JSON.stringify(events)).not.toContain('hidden')
  },
)
