import { fieldOf } from '../cim/field-of.ts'
import { signWebhook } from '../webhook/sign-webhook.ts'
import { type GraphCall, readGraphCall, tokenOf } from './graph-call.ts'
import { graphEdges } from './graph-edges.ts'
import { type GraphFailure, refuse, toFailure } from './graph-failure.ts'
import {
  clearGraphRecord,
  createGraphRecord,
  type GraphProfile,
  type GraphRecord,
} from './graph-record.ts'
import { createStandIn, type StandIn } from './stand-in.ts'

/** The options of {@link createGraphStandIn}. */
export type GraphStandInOptions = {
  /** Without version. Default `https://graph.facebook.com`. */
  baseUrl?: string | undefined
  /** When given, calls with another token or none are refused with code 190. */
  pageAccessToken?: string | undefined
  /** When given, calls without its `appsecret_proof` are refused with code 100. */
  appSecret?: string | undefined
  /** People by PSID; others are answered with 100/33. */
  profiles?: Readonly<Record<string, GraphProfile>> | undefined
}

/** The result of {@link createGraphStandIn}. */
export type GraphStandIn = StandIn<GraphCall, GraphFailure> & {
  readonly [K in keyof GraphRecord]: GraphRecord[K] extends Set<infer T>
    ? ReadonlySet<T>
    : Readonly<GraphRecord[K]>
}

/**
 * Stands in for the Graph API: messages, sender actions, uploads, profiles, thread control and subscriptions. It checks
 * every request against Meta's published limits, refuses with code 100 what Meta would refuse, and records what it
 * accepted.
 *
 * @example
 * const graph = createGraphStandIn()
 * const server = setupServer(...graph.handlers)
 * graph.fail({ code: 10, subcode: 2018278 })
 * // … the next call fails: outside the 24-hour window …
 * expect(graph.sent).toEqual([])
 */
export function createGraphStandIn({
  baseUrl = 'https://graph.facebook.com',
  pageAccessToken,
  appSecret,
  profiles = {},
}: GraphStandInOptions = {}): GraphStandIn {
  const record = createGraphRecord()

  function profile({ node, url }: GraphCall): Response {
    const person = Object.hasOwn(profiles, node) ? profiles[node] : undefined
    if (person === undefined) return refuse({ code: 100, subcode: 33, message: unknownObject })
    const fields = (url.searchParams.get('fields') ?? 'first_name,last_name,profile_pic').split(',')
    const asked = Object.entries(person).filter(([field]) => fields.includes(field))
    return Response.json({ ...Object.fromEntries(asked), id: node })
  }

  function answer(call: GraphCall): Response {
    const { method, edge } = call
    const refusal = refuseCaller(call, pageAccessToken, appSecret)
    if (refusal !== undefined) return refusal
    if (edge === undefined && method === 'GET') return profile(call)
    const handler = graphEdges[`${method} ${edge}`]
    if (handler !== undefined) return handler(call, record)
    return refuse({ code: 2500, message: `Unknown path components: /${edge ?? ''}` })
  }

  const standIn = createStandIn({
    baseUrl,
    read: (request: Request) => readGraphCall(request, baseUrl),
    answer,
    toFailure,
    reset: () => clearGraphRecord(record),
  })
  return { ...standIn, ...record }
}

const unknownObject = 'Unsupported get request: the object does not exist or may not be seen'

/** Refuses a wrong token or proof. `appsecret_proof` is the signature of a webhook, but over the token. */
function refuseCaller(
  call: GraphCall,
  pageAccessToken: string | undefined,
  appSecret: string | undefined,
): Response | undefined {
  const token = tokenOf(call)
  if (pageAccessToken !== undefined && token !== pageAccessToken) {
    return refuse({ code: 190, message: 'Invalid OAuth access token' })
  }
  if (appSecret === undefined) return undefined
  const proof =
    call.url.searchParams.get('appsecret_proof') ?? fieldOf(call.body, 'appsecret_proof')
  if (`sha256=${String(proof)}` === signWebhook(token ?? '', appSecret)) return undefined
  return refuse({ code: 100, message: 'Invalid appsecret_proof provided in the API argument' })
}
