import type { Metrics } from './metrics.ts'
import { answer, type Route } from './routes.ts'

/** For whoever watches over the processes: alike for receivers and workers. */
export function createHealthRoutes(metrics: Metrics, isRedisReady: () => boolean): Route[] {
  return [
    {
      name: 'healthz',
      method: 'get',
      path: '/healthz',
      answer: () => (isRedisReady() ? answer(200, 'ok') : answer(503, 'no Redis')),
    },
    {
      name: 'metrics',
      method: 'get',
      path: '/metrics',
      async answer() {
        if (!isRedisReady()) return answer(503, 'no Redis')
        return answer(200, await metrics.text(), metrics.contentType)
      },
    },
  ]
}
