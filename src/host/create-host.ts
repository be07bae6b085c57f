import { partsFrom } from '../connector/connector.ts'
import { createReport, errorFacts } from '../connector/connector-event.ts'
import { PayloadError, SignatureError, StorageError } from '../errors.ts'
import { checkFetchRequest } from '../webhook/fetch-request.ts'
import { answer } from './answer.ts'
import { checkHostOptions } from './check-host-options.ts'
import { findRoute, type Route } from './find-route.ts'
import { createHealth } from './health.ts'
import type { Host, HostOptions } from './options.ts'
import { createPageGraphs } from './page-graphs.ts'
import { createRoutes } from './routes.ts'
import { createRunTask } from './run-task.ts'
import { storable } from './storable.ts'
import type { NewTask, TaskWorker } from './task-queue.ts'
import { timeLimit } from './time-limit.ts'

/** How long a stopping host may take to finish its work, in ms: less than the 30 s that Kubernetes allows. */
const defaultStopMs = 25_000

/**
 * How long before the end of a stop the last send may begin, in ms. Most sends take less; an attempt may take up to 30
 * s.
 */
const longestSend = 10_000

/** The shortest pause of a send at the end of a stop, in ms. */
const shortestPause = 1000

/**
 * Creates a durable connector. It stores what Meta and CX post, then answers; delivers it in order for each customer;
 * retries temporary failures; and keeps what it gave up as dead letters.
 *
 * @throws {PayloadError} when an option is wrong
 */
export function createHost(options: HostOptions): Host {
  checkHostOptions(options)
  const { queue, pages, appSecret, role = 'all', forwardChanges, concurrency } = options
  const report = createReport(options.onEvent)
  const graph = options.graph ?? createPageGraphs(pages, { appSecret })
  const connector = partsFrom({ ...options, graph, onEvent: report })
  const health = createHealth(queue)
  const routes = createRoutes({ ...options, add, report })
  let endsAt = Number.POSITIVE_INFINITY
  let isStopping = false
  let isReady = false

  const worker = role === 'receiver' ? undefined : startWorker()
  const ready = begin()
  // A caller that does not await `ready` sees the failure in /readyz and in the event.
  ready.catch(() => {})

  function startWorker(): TaskWorker {
    const runTask = createRunTask({
      connector,
      queue,
      report,
      appSecret,
      forwardChanges,
      sendPause,
    })
    return queue.work(runTask, { concurrency, onError: reportQueue })
  }

  function sendPause(): number | undefined {
    const left = endsAt - Date.now()
    return left < longestSend ? Math.max(left, shortestPause) : undefined
  }

  async function begin(): Promise<void> {
    try {
      await (worker?.ready ?? storable(queue, { onError: reportQueue, mayWait: () => !isStopping }))
      isReady = true
    } catch (error) {
      reportQueue(error)
      throw error
    }
  }

  function reportQueue(error: unknown): void {
    report({ type: 'queue_failed', error: errorFacts(error) })
  }

  /**
   * Adds tasks, and turns any failure into a `StorageError`: the post is not stored, so its sender has to repeat it.
   */
  async function add(tasks: readonly NewTask[]): Promise<void> {
    try {
      await queue.add(tasks)
    } catch (error) {
      reportQueue(error)
      if (error instanceof StorageError) throw error
      throw new StorageError('unavailable', undefined, { cause: error })
    }
  }

  async function answerTo(request: Request, route: Route): Promise<Response> {
    if (route.name === 'healthz') return health()
    if (route.name === 'readyz') {
      return isReady && !isStopping ? answer(200, 'ready') : answer(503, 'not ready')
    }
    if (role === 'worker') return answer(404, 'not found')
    if (isStopping) return answer(503, 'is stopping', { connection: 'close' })
    return routes[route.name](request, route)
  }

  /** The answer to a request that failed. */
  function failureOf(error: unknown): Response {
    if (error instanceof SignatureError) return answer(401, error.message)
    if (error instanceof PayloadError) return answer(400, error.message)
    return answer(503, 'try again')
  }

  return {
    ready,
    deadLetters: queue.deadLetters,
    async fetch(request) {
      checkFetchRequest(request, 'use createNodeListener(host.fetch)')
      const route = findRoute(request.method, new URL(request.url).pathname)
      if (route === undefined) return answer(404, 'not found')
      const { name } = route
      try {
        const response = await answerTo(request, route)
        if (response.status >= 400 && name !== 'healthz' && name !== 'readyz') {
          const { status } = response
          const message = await response.clone().text()
          report({ type: 'refused', route: name, status, error: { name: 'Refused', message } })
        }
        return response
      } catch (error) {
        const response = failureOf(error)
        const { status } = response
        report({ type: 'refused', route: name, status, error: errorFacts(error) })
        return response
      }
    },
    async stop({ timeoutMs: asked = defaultStopMs } = {}) {
      const timeoutMs = timeLimit(asked)
      isStopping = true
      endsAt = Date.now() + timeoutMs
      await worker?.stop({ timeoutMs })
      return { left: (await queue.counts()).waiting }
    },
  }
}
