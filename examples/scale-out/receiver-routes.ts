import { createHash, timingSafeEqual } from 'node:crypto'
import { PayloadError, type PayloadSubject, parseCimMessage } from 'messenger-cim'
import { readConfiguration } from 'messenger-cim/ccm'
import { answerChallenge, parseJson, verifySignature } from 'messenger-cim/webhook'
import type { ReceiverConfig } from './config.ts'
import { cimJob, type Job, webhookJobs } from './jobs.ts'
import { errorFacts, type Log } from './log.ts'
import type { Pages } from './pages.ts'
import { answer, guarded, type Route, type RouteAnswer, type RouteRequest } from './routes.ts'

export type ReceiverParts = {
  /** Keeps jobs; rejects when it cannot. */
  accept(jobs: readonly Job[]): Promise<void>
  pages: Pages
  /** Tells all processes to read the settings of Pages again. */
  tellPagesChanged(): Promise<void>
}

/**
 * What a receiver answers.
 *
 * Meta and CX get their 200 once Redis has the post. When Redis is away they get 503, and post it again.
 */
export function createReceiverRoutes(
  { accept, pages, tellPagesChanged }: ReceiverParts,
  config: ReceiverConfig,
  log: Log,
): Route[] {
  const { webhookPath, cxToken } = config

  async function challenge({ query, params }: RouteRequest): Promise<RouteAnswer> {
    const pageId = typeof params.pageId === 'string' ? params.pageId : config.pageId
    const token = pageId === undefined ? undefined : await pages.verifyTokenOf(pageId)
    if (token === undefined) return answer(404, 'unknown Page')
    const response = answerChallenge(query, token)
    return answer(response.status, await response.text())
  }

  async function webhook({ body, header }: RouteRequest): Promise<RouteAnswer> {
    verifySignature(body, header('x-hub-signature-256'), config.appSecrets)
    return keep(webhookJobs(parse(body, 'webhook')), answer(200, 'EVENT_RECEIVED'))
  }

  async function receive(request: RouteRequest): Promise<RouteAnswer> {
    if (!isFromCx(request)) return answer(401, 'wrong or missing token')
    const message = parseCimMessage(parse(request.body, 'cim_message'))
    return keep([cimJob(message)], answer(202, 'accepted'))
  }

  /** What CX posts here says no Page, and could come from anybody: it only makes us ask CCM again. */
  async function configurations(request: RouteRequest): Promise<RouteAnswer> {
    if (!isFromCx(request)) return answer(401, 'wrong or missing token')
    readConfiguration(parse(request.body, 'ccm_response'))
    await tellPagesChanged()
    return answer(200, 'will be read again')
  }

  async function keep(jobs: readonly Job[], accepted: RouteAnswer): Promise<RouteAnswer> {
    try {
      await accept(jobs)
      return accepted
    } catch (error) {
      log.error({ error: errorFacts(error) }, 'not accepted')
      return answer(503, 'try again')
    }
  }

  function isFromCx({ header }: RouteRequest): boolean {
    if (cxToken === undefined) return true
    return isSame(header('authorization') ?? '', `Bearer ${cxToken}`)
  }

  const routes: Route[] = [
    { name: 'challenge', method: 'get', path: webhookPath, answer: challenge },
    { name: 'challenge', method: 'get', path: `${webhookPath}/:pageId`, answer: challenge },
    { name: 'webhook', method: 'post', path: webhookPath, answer: webhook },
    { name: 'webhook', method: 'post', path: `${webhookPath}/:pageId`, answer: webhook },
    { name: 'receive', method: 'post', path: '/message/receive', answer: receive },
    {
      name: 'configurations',
      method: 'post',
      path: '/connector-configurations',
      answer: configurations,
    },
  ]
  return routes.map((route) => guarded(route, log))
}

function parse(body: Buffer, subject: PayloadSubject): unknown {
  try {
    return parseJson(body.toString())
  } catch {
    throw new PayloadError(subject, [{ path: [], message: 'expected JSON' }])
  }
}

/** In constant time, whatever the lengths. */
function isSame(given: string, expected: string): boolean {
  const [a, b] = [given, expected].map((text) => createHash('sha256').update(text).digest())
  return a !== undefined && b !== undefined && timingSafeEqual(a, b)
}
