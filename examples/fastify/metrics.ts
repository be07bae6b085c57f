import type { ConnectorEvent } from 'messenger-cim/connector'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

export type Metrics = {
  /** Counts what a connector tells. */
  countEvent(event: ConnectorEvent): void
  /** Takes note of an answered request. */
  observeAnswer(answer: { route: string; status: number; seconds: number }): void
  /** Everything in Prometheus' text format. */
  text(): Promise<string>
  contentType: string
}

/**
 * What the host measures.
 *
 * @param depths tell how much was accepted and is not done yet, and how much was given up
 */
export function createMetrics(depths: { waiting(): number; givenUp(): number }): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]
  const events = new Counter({
    name: 'messenger_cim_events_total',
    help: 'What happened, by type of event and its reason, stage or kind.',
    labelNames: ['type', 'detail'] as const,
    registers,
  })
  const answers = new Histogram({
    name: 'messenger_cim_answer_seconds',
    help: 'Time from a request to its answer.',
    labelNames: ['route', 'status'] as const,
    buckets: [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 5],
    registers,
  })
  new Gauge({
    name: 'messenger_cim_waiting',
    help: 'Webhook events and CIM messages that were accepted and are not done yet.',
    registers,
    collect() {
      this.set(depths.waiting())
    },
  })
  new Gauge({
    name: 'messenger_cim_given_up',
    help: 'Webhook events and notices to CX that were given up and wait for somebody to look at them.',
    registers,
    collect() {
      this.set(depths.givenUp())
    },
  })

  return {
    countEvent: (event) => events.inc({ type: event.type, detail: detailOf(event) }),
    observeAnswer: ({ route, status, seconds }) => answers.observe({ route, status }, seconds),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  }
}

/** What tells events of one type apart; few values only, for each is a time series of its own. */
function detailOf(event: ConnectorEvent): string {
  switch (event.type) {
    case 'received':
      return event.bodyType
    case 'skipped':
      return event.reason
    case 'rehosted':
      return event.direction
    case 'sent':
      return ''
    case 'adjusted':
      return event.kind
    case 'failed':
      return event.stage
  }
}
