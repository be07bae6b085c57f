import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  bubbleInWords,
  type Explanation,
  explainText,
  positionsIn,
} from '../../src/explain/index.ts'
import { messengerToCim } from '../../src/inbound/index.ts'
import { skipReasons } from '../../src/messenger/skipped.ts'
import { adjustmentKinds, cimToMessenger } from '../../src/outbound/index.ts'
import { parseJson } from '../../src/webhook/index.ts'
import * as inbound from '../inbound/fixture-context.ts'
import * as outbound from '../outbound/fixture-context.ts'

const root = join(import.meta.dirname, '../fixtures')
const webhooks = foldersWith('inbound/*/*/webhook.json')
const messages = foldersWith('outbound/*/*/message.json')

describe('a webhook of the fixtures', () => {
  it.each(webhooks)('is explained whole: %s', (folder) => {
    const text = readFileSync(join(root, folder, 'webhook.json'), 'utf8')
    const context = inbound.contextOf(contextIn(folder))
    const explanation = webhookIn(explainText(text, { inbound: context }))
    const translation = messengerToCim(parseJson(text), context)

    const { events } = explanation
    expect(sorted(events.flatMap((event) => event.messages.map(({ message }) => message)))).toEqual(
      sorted(translation.messages),
    )
    expect(sorted(events.flatMap(({ skipped }) => skipped.map(({ reason }) => reason)))).toEqual(
      sorted(translation.skipped.map(({ reason }) => reason)),
    )
    for (const event of events)
      expect(event.messages.length + event.skipped.length).toBeGreaterThan(0)
  })

  it.each(webhooks)('ties what it says to its parts: %s', (folder) => {
    const text = readFileSync(join(root, folder, 'webhook.json'), 'utf8')
    const explanation = webhookIn(
      explainText(text, { inbound: inbound.contextOf(contextIn(folder)) }),
    )
    const place = positionsIn(text)
    for (const path of pathsOf(explanation)) {
      // What should be a list or an object and is not has a path of its parent.
      if (!folder.includes('malformed-event')) expect(path).toMatch(/^(entry\[\d+\]|value)/)
      expect([path, place(path)]).toEqual([path, expect.anything()])
    }
    for (const { message, path } of explanation.events.flatMap((event) => event.messages)) {
      if (!/attachments\[\d+\]$/.test(path) || !('attachment' in message.body)) continue
      const part = place(path)
      // Where the address is that of a shim or of a file stored elsewhere, it is not the written one.
      if (/rehosted|shim/.test(folder)) continue
      const written: unknown = JSON.parse(partOf(text, part))
      expect(JSON.stringify(written)).toContain(JSON.stringify(message.body.attachment.mediaUrl))
    }
  })

  it.each(webhooks)('shows something to each side that has something to see: %s', (folder) => {
    const text = readFileSync(join(root, folder, 'webhook.json'), 'utf8')
    const explanation = webhookIn(
      explainText(text, { inbound: inbound.contextOf(contextIn(folder)) }),
    )
    const { agent, customer } = explanation.conversation
    const sent = explanation.events.flatMap((event) => event.messages)
    expect(new Set(agent.map(({ path }) => path))).toEqual(new Set(sent.map(({ path }) => path)))
    for (const bubble of [...agent, ...customer]) expect(bubbleInWords(bubble)).toMatch(/\S/)
  })
})

describe('a CIM message of the fixtures', () => {
  it.each(messages)('is explained whole: %s', (folder) => {
    const text = readFileSync(join(root, folder, 'message.json'), 'utf8')
    const context = outbound.contextOf(contextIn(folder))
    const explanation = messageIn(explainText(text, { outbound: context }))
    if (existsSync(join(root, folder, 'error.json'))) {
      expect(explanation.requests).toEqual([])
      expect(explanation.problems.length).toBeGreaterThan(0)
    } else {
      const { requests, adjustments } = cimToMessenger(parseJson(text), context)
      expect(explanation.requests.map(({ request }) => request)).toEqual(requests)
      expect(explanation.adjustments.map(({ kind, detail }) => ({ kind, detail }))).toEqual(
        adjustments,
      )
      expect(explanation.problems).toEqual([])
      expect(explanation.conversation.customer.length).toBeGreaterThanOrEqual(requests.length)
    }
  })

  it.each(messages)('ties what it says to its parts: %s', (folder) => {
    const text = readFileSync(join(root, folder, 'message.json'), 'utf8')
    const explanation = messageIn(
      explainText(text, { outbound: outbound.contextOf(contextIn(folder)) }),
    )
    const place = positionsIn(text)
    for (const path of pathsOf(explanation)) {
      expect(path).toMatch(/^(body|header|id)/)
      expect([path, place(path)]).toEqual([path, expect.anything()])
    }
    for (const problem of explanation.problems) expect(problem.line).toBeGreaterThan(0)
  })
})

describe('the fixtures', () => {
  it('let every reason and every kind of adjustment be explained', () => {
    const explained = [...webhooks.map(webhookOf), ...messages.map(messageOf)]
    const reasons = explained.flatMap((one) =>
      one.kind === 'webhook' ? one.events.flatMap(({ skipped }) => skipped) : [],
    )
    expect(new Set(reasons.map(({ reason }) => reason))).toEqual(new Set(skipReasons))
    const adjustments = explained.flatMap((one) =>
      one.kind === 'cim-message' ? one.adjustments : [],
    )
    expect(new Set(adjustments.map(({ kind }) => kind))).toEqual(new Set(adjustmentKinds))
    for (const { why } of [...reasons, ...adjustments]) expect(why).toMatch(/^[A-Z].+\.$/s)
  })
})

function webhookOf(folder: string) {
  const text = readFileSync(join(root, folder, 'webhook.json'), 'utf8')
  return webhookIn(explainText(text, { inbound: inbound.contextOf(contextIn(folder)) }))
}

function messageOf(folder: string) {
  const text = readFileSync(join(root, folder, 'message.json'), 'utf8')
  return messageIn(explainText(text, { outbound: outbound.contextOf(contextIn(folder)) }))
}

function foldersWith(pattern: string): string[] {
  return globSync(pattern, { cwd: root }).map(dirname).toSorted()
}

function contextIn(folder: string) {
  const file = join(root, folder, 'context.json')
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
}

function webhookIn(explanation: Explanation) {
  if (explanation.kind === 'webhook') return explanation
  throw new Error(`expected a webhook, found ${explanation.kind}`)
}

function messageIn(explanation: Explanation) {
  if (explanation.kind === 'cim-message') return explanation
  throw new Error(`expected a CIM message, found ${explanation.kind}`)
}

/** Every path that an explanation names. */
function pathsOf(explanation: Explanation): string[] {
  if (explanation.kind === 'webhook') {
    const { agent, customer } = explanation.conversation
    const parts = explanation.events.flatMap((event) => [
      event,
      ...event.messages,
      ...event.skipped,
    ])
    return [...parts, ...agent, ...customer].map(({ path }) => path)
  }
  if (explanation.kind !== 'cim-message') return []
  const { requests, adjustments, problems, conversation } = explanation
  const { agent, customer } = conversation
  return [...requests, ...adjustments, ...problems, ...agent, ...customer].map(({ path }) => path)
}

/** The value at a place, of which the key is a part. */
function partOf(text: string, place: { from: number; to: number } | undefined): string {
  return text.slice(place?.from ?? 0, place?.to ?? 0)
}

function sorted<T>(values: readonly T[]): T[] {
  return values.toSorted((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1))
}
