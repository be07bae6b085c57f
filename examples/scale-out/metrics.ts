import type { ConnectorEvent } from 'messenger-cim/connector'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { TurnResult } from './take-turn.ts'
import type { KeptTask } from './task.ts'

/** What lies on Redis, the same for all processes. */
export type Depths = {
  /** Tasks that were accepted and are not done yet. */
  waiting: number
  deadLetters: number
  /** Lanes by what their first task does. */
  turns: Readonly<Record<string, number>>
}

export type Metrics = {
  /** Counts what a connector tells. */
  countEvent(event: ConnectorEvent): void
  /** Takes note of a task that was tried. */
  observeTask(task: KeptTask, result: TurnResult): void
  /** Counts turns that were taken over from a worker that went away. */
  countStalled(): void
  /** Takes note of an answered request. */
  observeAnswer(answer: { route: string; status: number; seconds: number }): void
  /** Everything in Prometheus' text format. */
  text(): Promise<string>
  contentType: string
}

/** What receivers and workers measure. */
export function createMetrics(measure: () => Promise<Depths>): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]
  const events = new Counter({
    name: 'messenger_cim_events_total',
    help: 'What happened, by type of event and its reason, stage or kind.',
    labelNames: ['type', 'detail'] as const,
    registers,
  })
  const tasks = new Counter({
    name: 'messenger_cim_tasks_total',
    help: 'Tasks that were tried: done, to be tried again later, or dead.',
    labelNames: ['kind', 'result'] as const,
    registers,
  })
  const ages = new Histogram({
    name: 'messenger_cim_task_age_seconds',
    help: 'Time from when a task was accepted until it was done.',
    labelNames: ['kind'] as const,
    buckets: [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800, 7200],
    registers,
  })
  const stalled = new Counter({
    name: 'messenger_cim_stalled_total',
    help: 'Turns that were taken over from a worker that went away.',
    registers,
  })
  const answers = new Histogram({
    name: 'messenger_cim_answer_seconds',
    help: 'Time from a request to its answer.',
    labelNames: ['route', 'status'] as const,
    buckets: [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 5],
    registers,
  })
  const waiting = new Gauge({
    name: 'messenger_cim_waiting',
    help: 'Webhook events and CIM messages that were accepted and are not done yet. Of all processes.',
    registers,
    // Reads for the other two as well: they belong to one moment.
    async collect() {
      const depths = await measure()
      this.set(depths.waiting)
      deadLetters.set(depths.deadLetters)
      for (const [state, count] of Object.entries(depths.turns)) turns.set({ state }, count)
    },
  })
  const deadLetters = new Gauge({
    name: 'messenger_cim_dead_letters',
    help: 'Tasks that were given up and wait for somebody to look at them. Of all processes.',
    registers,
  })
  const turns = new Gauge({
    name: 'messenger_cim_turns',
    help: 'Lanes that hold something, by the state of their first task. Of all processes.',
    labelNames: ['state'] as const,
    registers,
  })

  return {
    countEvent: (event) => events.inc({ type: event.type, detail: detailOf(event) }),
    observeTask({ kind, acceptedAt }, result) {
      tasks.inc({ kind, result })
      if (result === 'done') ages.observe({ kind }, (Date.now() - acceptedAt) / 1000)
    },
    countStalled: () => stalled.inc(),
    observeAnswer: ({ route, status, seconds }) => answers.observe({ route, status }, seconds),
    async text() {
      // Before the others, which it sets.
      await waiting.get()
      return registry.metrics()
    },
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
    case 'uncertain':
    case 'settled':
      return ''
    case 'adjusted':
      return event.kind
    case 'failed':
      return event.stage
  }
}
