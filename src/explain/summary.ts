import type { Explanation } from './explanation.ts'

/** Counts by name. */
export type Counts = Readonly<Record<string, number>>

/** The counts of a log of webhooks and CIM messages. */
export type Summary = {
  /** Inputs that could be read. */
  read: number
  /** Inputs that could not. */
  unreadable: number
  /** Events by kind. */
  events: Counts
  /** CIM messages made from events, by the type of their body. */
  messages: Counts
  /** Skipped events, by reason. */
  skipped: Counts
  /** CIM messages that were read, by the type of their body. */
  bodies: Counts
  /** Send requests made from them. */
  requests: number
  /** Adjustments, by kind. */
  adjustments: Counts
  /** CIM messages that cannot be sent, or that CX would refuse. */
  refused: number
}

/** The empty summary. */
export const emptySummary: Summary = {
  read: 0,
  unreadable: 0,
  events: {},
  messages: {},
  skipped: {},
  bodies: {},
  requests: 0,
  adjustments: {},
  refused: 0,
}

/** Counts the contents of one explanation. */
export function summaryOf(explanation: Explanation): Summary {
  if (explanation.kind === 'several') return explanation.summary
  if (explanation.kind === 'unreadable') return { ...emptySummary, unreadable: 1 }
  if (explanation.kind === 'webhook') {
    const { events } = explanation
    return {
      ...emptySummary,
      read: 1,
      events: counted(events.map(({ kind }) => kind)),
      messages: counted(
        events.flatMap(({ messages }) => messages.map(({ message }) => message.body.type)),
      ),
      skipped: counted(events.flatMap(({ skipped }) => skipped.map(({ reason }) => reason))),
    }
  }
  const { bodyType, requests, adjustments, problems } = explanation
  return {
    ...emptySummary,
    read: 1,
    bodies: { [bodyType]: 1 },
    requests: requests.length,
    adjustments: counted(adjustments.map(({ kind }) => kind)),
    refused: problems.length > 0 ? 1 : 0,
  }
}

/** Two summaries as one. */
export function addSummaries(one: Summary, other: Summary): Summary {
  return {
    read: one.read + other.read,
    unreadable: one.unreadable + other.unreadable,
    events: addCounts(one.events, other.events),
    messages: addCounts(one.messages, other.messages),
    skipped: addCounts(one.skipped, other.skipped),
    bodies: addCounts(one.bodies, other.bodies),
    requests: one.requests + other.requests,
    adjustments: addCounts(one.adjustments, other.adjustments),
    refused: one.refused + other.refused,
  }
}

function counted(names: readonly string[]): Counts {
  return names.reduce<Counts>((counts, name) => addCounts(counts, { [name]: 1 }), {})
}

function addCounts(one: Counts, other: Counts): Counts {
  const sums = new Map(Object.entries(one))
  for (const [name, count] of Object.entries(other)) sums.set(name, (sums.get(name) ?? 0) + count)
  return Object.fromEntries(sums)
}
