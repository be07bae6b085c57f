import { messengerToCim } from 'messenger-cim'
import { type Effort, measure, median, ratio, type Subject } from './measure.ts'
import { batchOf } from './samples.ts'

/** What an event costs in a webhook of this many, in ns, and as a multiple of its cost among ten. */
export type Growth = { events: number; nsPerEvent: number; ratio: number }

const sizes = [1, 10, 100, 1000] as const

/** The size that the others are compared with: one event also pays for the webhook around it. */
const base = 10

/** How the cost of an event grows with the number of events in its webhook. */
export async function measureGrowth(effort: Effort): Promise<Growth[]> {
  const costs = await measure(
    Object.fromEntries(sizes.map((events) => [events, translationOf(events)])),
    effort,
  )
  const perEvent = sizes.map((events) =>
    (costs.get(String(events)) ?? []).map((cost) => cost / events),
  )
  const baseCosts = perEvent[sizes.indexOf(base)] ?? []
  return sizes.map((events, index) => {
    const own = perEvent[index] ?? []
    return { events, nsPerEvent: median(own), ratio: ratio(own, baseCosts) }
  })
}

function translationOf(events: number): Subject {
  const body = batchOf(events)
  return () => messengerToCim(JSON.parse(body))
}
