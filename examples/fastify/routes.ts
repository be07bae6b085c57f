import { createHash, timingSafeEqual } from 'node:crypto'
import { PayloadError, type PayloadSubject, parseCimMessage } from 'messenger-cim'
import { readConfiguration } from 'messenger-cim/ccm'
import { answerChallenge, parseJson, receiveWebhook, SignatureError } from 'messenger-cim/webhook'
import type { Config } from './config.ts'
import type { Host } from './host.ts'
import { cimJob, webhookJobs } from './jobs.ts'
import type { Log } from './log.ts'

/** What a route is told of a request, whatever the framework. */
export type RouteRequest = {
  params: Readonly<Record<string, unknown>>
  query: URLSearchParams
  header(name: string): string | undefined
  /** The bytes as they came: the signature is over them. */
  body: Buffer
}

/** What it answers. */
export type RouteAnswer = { status: number; body: string; contentType: string }

/** One address of the host. */
export type Route = {
  /** For metrics. */
  name: string
  method: 'get' | 'post'
  /** `:name` stands for one part of the path. */
  path: string
  answer(request: RouteRequest): RouteAnswer | Promise<RouteAnswer>
}

/**
 * What the host answers.
 *
 * Meta and CX are answered once their post is kept, before any of it is carried. Meta wants its answer
 * within seconds and takes the webhook away from a host that fails; CX has no use for a later one, since
 * it is told of what cannot be sent by a DELIVERYNOTIFICATION.
 */
export function createRoutes(host: Host, config: Config, log: Log): Route[] {
  const { webhookPath, cxToken, appSecrets: appSecret } = config

  async function challenge({ query, params }: RouteRequest): Promise<RouteAnswer> {
    const pageId = typeof params.pageId === 'string' ? params.pageId : config.pageId
    const token = pageId === undefined ? undefined : await host.pages.verifyTokenOf(pageId)
    if (token === undefined) return answer(404, 'unknown Page')
    const response = answerChallenge(query, token)
    return answer(response.status, await response.text())
  }

  async function webhook({ body, header }: RouteRequest): Promise<RouteAnswer> {
    const payload = receiveWebhook(body, header('x-hub-signature-256'), { appSecret })
    await host.accept(webhookJobs(payload))
    return answer(200, 'EVENT_RECEIVED')
  }

  async function receive(request: RouteRequest): Promise<RouteAnswer> {
    if (!isFromCx(request)) return answer(401, 'wrong or missing token')
    await host.accept([cimJob(parseCimMessage(parse(request.body, 'cim_message')))])
    return answer(202, 'accepted')
  }

  /** What CX posts here says no Page, and could come from anybody: it only makes us ask CCM again. */
  function configurations(request: RouteRequest): RouteAnswer {
    if (!isFromCx(request)) return answer(401, 'wrong or missing token')
    readConfiguration(parse(request.body, 'ccm_response'))
    host.pages.forget()
    return answer(200, 'will be read again')
  }

  async function metrics(): Promise<RouteAnswer> {
    return answer(200, await host.metrics.text(), host.metrics.contentType)
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
    { name: 'healthz', method: 'get', path: '/healthz', answer: () => answer(200, 'ok') },
    { name: 'metrics', method: 'get', path: '/metrics', answer: metrics },
  ]
  return routes.map((route) => ({ ...route, answer: guarded(route, log) }))
}

/** Turns what a route throws into an answer. */
function guarded({ name, answer: run }: Route, log: Log): Route['answer'] {
  return async (request) => {
    try {
      return await run(request)
    } catch (error) {
      if (error instanceof SignatureError) {
        log.warn({ route: name, reason: error.reason }, 'refused')
        return answer(401, error.message)
      }
      if (error instanceof PayloadError) {
        log.warn({ route: name, issues: error.issues }, 'refused')
        return answer(400, error.message)
      }
      throw error
    }
  }
}

function answer(
  status: number,
  body: string,
  contentType = 'text/plain; charset=utf-8',
): RouteAnswer {
  return { status, body, contentType }
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
