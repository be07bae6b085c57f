import { contentsOf } from '../messenger/event.ts'
import { isObject } from '../messenger/reading.ts'
import type { Problem } from './explanation.ts'

/** What an input is. */
export type Identity =
  | { is: 'webhook' | 'entry' | 'item' | 'cim-message' }
  | { is: 'list'; elements: readonly unknown[] }
  /** A record of a log that holds a body under this key. */
  | { is: 'record'; key: string }
  | { is: 'unknown'; problem: Problem }

/**
 * Finds out what an input is. Meta's documentation shows single events without their webhook, and logs hold bodies
 * among other fields, so both are accepted too.
 */
export function identify(input: unknown): Identity {
  if (Array.isArray(input)) {
    return input.length > 0 ? { is: 'list', elements: input } : unknown('This is an empty list.')
  }
  if (!isObject(input)) return unknown(`This is ${wordFor(input)}.`)
  const direct = identifyObject(input)
  if (direct !== undefined) return { is: direct }
  const key = Object.keys(input).find((name) => {
    const value = input[name]
    return isObject(value) && identifyObject(value) !== undefined
  })
  if (key !== undefined) return { is: 'record', key }
  const other = others.find(({ keys }) => keys.every((name) => name in input))
  return unknown(
    other?.what ?? 'This is JSON, but neither a webhook of Messenger nor a CIM message.',
    other?.right,
  )
}

function identifyObject(input: Readonly<Record<string, unknown>>) {
  if ('entry' in input || ('object' in input && 'field' in input)) return 'webhook'
  if ('field' in input && 'value' in input) return 'webhook'
  if ('body' in input && ('header' in input || isBody(input.body))) return 'cim-message'
  if ('header' in input && 'id' in input) return 'cim-message'
  if (['messaging', 'standby', 'changes'].some((list) => Array.isArray(input[list]))) return 'entry'
  const isItem = 'sender' in input || 'timestamp' in input
  return isItem && contentsOf(input).kinds.length > 0 ? 'item' : undefined
}

function isBody(value: unknown): boolean {
  return isObject(value) && typeof value.type === 'string' && /^[A-Z]+$/.test(value.type)
}

const right =
  'A webhook body has `object` and `entry`; a CIM message has `id`, `header` and `body`.'

/** Other JSON that people may paste, recognised by its keys. */
const others = [
  {
    keys: ['recipient', 'message'],
    what: 'This is a request of the Send API, which is what a CIM message becomes.',
    right: 'Paste the CIM message that it was made from.',
  },
  {
    keys: ['recipient', 'sender_action'],
    what: 'This is a request of the Send API, which is what a CIM message becomes.',
    right: 'Paste the CIM message that it was made from.',
  },
  {
    keys: ['recipient_id', 'message_id'],
    what: 'This is the answer of the Send API to a request.',
    right: 'Paste the CIM message that was sent.',
  },
  {
    keys: ['error'],
    what: 'This is an error of the Graph API.',
    right: 'The page on errors of this package says what to do about each.',
  },
  {
    keys: ['connectorConfigurations'],
    what: 'These are settings that CX posts to a connector.',
    right: 'Post them to /connector-configurations of your host.',
  },
  {
    keys: ['markdownText'],
    what: 'This is the body of a CIM message without the message around it.',
    right: 'Paste the whole message with `id`, `header` and `body`.',
  },
  {
    keys: ['mid'],
    what: 'This is the `message` of an event without the event around it.',
    right: 'Paste the event with `sender` and `recipient`, or the whole webhook body.',
  },
] as const

function unknown(what: string, instead: string = right): Identity {
  return { is: 'unknown', problem: { path: '', what, right: instead } }
}

function wordFor(value: unknown): string {
  if (value === null) return 'null'
  if (typeof value === 'string') return 'a text in quotes'
  return typeof value === 'number' || typeof value === 'boolean' ? `a ${typeof value}` : 'nothing'
}
