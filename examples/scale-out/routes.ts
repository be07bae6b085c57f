import { PayloadError } from 'messenger-cim'
import { SignatureError } from 'messenger-cim/webhook'
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

/** One address of a process. */
export type Route = {
  /** For metrics. */
  name: string
  method: 'get' | 'post'
  /** `:name` stands for one part of the path. */
  path: string
  answer(request: RouteRequest): RouteAnswer | Promise<RouteAnswer>
}

export function answer(
  status: number,
  body: string,
  contentType = 'text/plain; charset=utf-8',
): RouteAnswer {
  return { status, body, contentType }
}

/** Turns what a route throws into an answer. */
export function guarded(route: Route, log: Log): Route {
  const { name } = route
  return {
    ...route,
    async answer(request) {
      try {
        return await route.answer(request)
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
    },
  }
}
