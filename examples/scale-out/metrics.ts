import type { HostEvent, TaskQueue } from 'messenger-cim/host'
import { Counter, collectDefaultMetrics, Gauge, register } from 'prom-client'

/** What the host measures, for Prometheus. */
export function createMetrics(queue: TaskQueue) {
  collectDefaultMetrics()
  const events = new Counter({
    name: 'messenger_cim_events_total',
    help: 'What happened, by type of event.',
    labelNames: ['type'],
  })
  const tasks = new Gauge({
    name: 'messenger_cim_tasks',
    help: 'Tasks that wait, and dead letters: alert on those. NaN while Redis is away.',
    labelNames: ['state'],
    async collect() {
      const counts = await queue.counts().catch(() => undefined)
      tasks.set({ state: 'waiting' }, counts?.waiting ?? Number.NaN)
      tasks.set({ state: 'dead' }, counts?.dead ?? Number.NaN)
    },
  })
  return {
    count: ({ type }: HostEvent) => events.inc({ type }),
    async answer() {
      const type = { 'content-type': register.contentType, 'x-content-type-options': 'nosniff' }
      return new Response(await register.metrics(), { headers: type })
    },
  }
}
