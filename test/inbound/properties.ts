import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { emittedCimMessageSchema } from '../../src/cim/emitted.ts'
import { PayloadError } from '../../src/errors.ts'
import { type InboundTranslation, messengerToCim } from '../../src/inbound/index.ts'
import { parseWebhook } from '../../src/messenger/parse-webhook.ts'
import { deepFreeze } from '../deep-freeze.ts'
import { mutated } from '../mutations.ts'
import { equal, mustHold, type Properties } from '../properties.ts'

const root = join(import.meta.dirname, '../fixtures/inbound')
const recorded: unknown[] = globSync('*/*/webhook.json', { cwd: root })
  .toSorted()
  .map((file) => JSON.parse(readFileSync(join(root, file), 'utf8')))

const context = {
  echoes: 'translate',
  standby: 'translate',
  links: 'markdown',
  cimIdOf: (mid: string) =>
    mid.length % 2 === 0 ? '0d5f3c0e-7a31-4e7e-9a55-5a1f0c8f0a01' : undefined,
  sentUpTo: () => ['0d5f3c0e-7a31-4e7e-9a55-5a1f0c8f0a02'],
} as const

const messageType = { key: 'MESSAGE_TYPE', type: 'String100', value: 'DM' }

const neighbour = {
  sender: { id: '7312345678901234' },
  recipient: { id: '104857600123456' },
  timestamp: 1795382400123,
  message: { mid: 'm_neighbour', text: 'still here' },
}

/** What holds of `messengerToCim` for any input: run by the tests, and for longer by `npm run fuzz`. */
export const inboundProperties: Properties = {
  'throws nothing but PayloadError': fc.property(fc.jsonValue(), (payload) => {
    translated(payload)
  }),

  'emits only messages that the strict schema takes': fc.property(mutated(recorded), (payload) => {
    for (const message of translated(payload)?.messages ?? []) {
      const { error } = emittedCimMessageSchema.safeParse(message)
      mustHold(error === undefined, String(error))
    }
  }),

  'begins the attributes of every message with what it is': fc.property(
    mutated(recorded),
    (payload) => {
      for (const { header } of translated(payload)?.messages ?? []) {
        const [first, ...others] = header.channelData.additionalAttributes
        mustHold(equal(first, messageType), 'the first attribute is not MESSAGE_TYPE')
        mustHold(
          others.every(({ key }) => key !== messageType.key),
          'it says so twice',
        )
      }
    },
  ),

  'gives the same again, and leaves its input alone': fc.property(mutated(recorded), (payload) => {
    deepFreeze(payload)
    mustHold(equal(translated(payload), translated(payload)), 'two translations differ')
  }),

  'ends each event as a message or a skipped entry': fc.property(mutated(recorded), (payload) => {
    const translation = translated(payload)
    if (translation === undefined) return
    const { events, skipped } = parseWebhook(payload)
    mustHold(events.length + skipped.length > 0, 'a webhook without anything')
    const ends = translation.messages.length + translation.skipped.length
    mustHold(ends >= events.length + skipped.length, 'an event is lost')
  }),

  'gives every message of a webhook an id of its own': fc.property(
    fc.constantFrom(...recorded),
    (payload) => {
      const ids = translated(payload)?.messages.map(({ id }) => id) ?? []
      mustHold(new Set(ids).size === ids.length, 'two messages share an id')
    },
  ),

  'loses no neighbour of an event that is broken': fc.property(
    fc.jsonValue(),
    fc.jsonValue(),
    (before, after) => {
      const messaging = [before, neighbour, after]
      const payload = { object: 'page', entry: [{ id: '104857600123456', messaging }, before] }
      const bodies = messengerToCim(payload).messages.map(({ body }) => body)
      const kept = bodies.some((body) => equal(body, { type: 'PLAIN', markdownText: 'still here' }))
      mustHold(kept, 'the neighbour is lost')
    },
  ),
}

function translated(payload: unknown): InboundTranslation | undefined {
  try {
    return messengerToCim(payload, context)
  } catch (error) {
    if (error instanceof PayloadError) return undefined
    throw error
  }
}
