import { type Call, readCall } from './call.ts'

/** One call of the Graph API that {@link createGraphStandIn} received. */
export type GraphCall = Call & {
  /** `v26.0`; undefined for an unversioned call. */
  readonly version: string | undefined
  /** What the call is about: `me`, a Page id, a PSID. */
  readonly node: string
  /** The edge: `messages`, `message_attachments` …; undefined for the node itself. */
  readonly edge: string | undefined
}

/** Reads a request as a call of Graph: `{baseUrl}/{version}/{node}/{edge}`. */
export async function readGraphCall(request: Request, baseUrl: string): Promise<GraphCall> {
  const call = await readCall(request)
  const path = call.url.href.slice(baseUrl.length).split(/[?#]/)[0] ?? ''
  const segments = path.split('/').filter((segment) => segment !== '')
  const version = segments.find((segment) => /^v\d+\.\d+$/.test(segment))
  const [node = '', edge] = segments.filter((segment) => segment !== version)
  return { ...call, version, node: decodeURIComponent(node), edge }
}

/** The access token of a call, from the header or the query. */
export function tokenOf({ headers, url }: GraphCall): string | undefined {
  const bearer = /^Bearer (.+)$/i.exec(headers.get('authorization') ?? '')?.[1]
  return bearer ?? url.searchParams.get('access_token') ?? undefined
}
