import { once } from 'node:events'
import { createServer } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { getResponse, type RequestHandler } from 'msw'
import type { Patient } from '../../../src/cli/doctor/finding.ts'
import {
  createCcmStandIn,
  createFileEngineStandIn,
  createGraphStandIn,
  createKeycloakStandIn,
  sampleIds,
} from '../../../src/testing/index.ts'
import { answerChallenge } from '../../../src/webhook/index.ts'

export const { pageId } = sampleIds
export const pageAccessToken = 'EAAsecretPageToken0123456789'
export const verifyToken = 'made-up-verify-token'
export const clientSecret = 'made-up-client-secret'
export const appSecret = '0123456789abcdef0123456789abcdef'

type Answer = (request: Request) => Promise<Response> | Response

/** Faults to switch on. */
export type Faults = {
  /** What `debug_token` says; merged with what is well. */
  token?: Record<string, unknown>
  /** The Page that the token is of. */
  page?: string
  /** The fields that the app gets; none: no app. */
  fields?: readonly string[]
  /** The error that `/me` is answered with. */
  refused?: { code: number; message?: string }
  /** How far the clock of the Graph API is ahead, in ms. */
  ahead?: number
  /** CX wants a token of Keycloak. */
  login?: boolean
  /** Answers instead of the host. */
  host?: Answer
}

/** Every field that the connector makes something of. */
export const allFields = [
  ...['messages', 'messaging_postbacks', 'message_deliveries', 'message_reads'],
  ...['message_echoes', 'message_reactions', 'message_edits'],
]

/** Everything that a host talks to, on loopback, all of it well. */
export async function openWorld() {
  const faults: Faults = {}
  const graph = await standIn((baseUrl) =>
    createGraphStandIn({ baseUrl, pageAccessToken, appSecret }),
  )
  const keycloak = await standIn((url) =>
    createKeycloakStandIn({
      issuer: `${url}/auth/realms/expertflow`,
      clients: { 'facebook-connector': clientSecret },
    }),
  )
  const gateway = {
    accepts: (headers: Headers) => !faults.login || keycloak.standIn.accepts(headers),
  }
  const ccm = await standIn((url) =>
    createCcmStandIn({
      keycloak: gateway,
      baseUrl: `${url}/ccm`,
      channels: { [pageId]: { pageAccessToken, verifyToken } },
    }),
  )
  const files = await standIn((url) =>
    createFileEngineStandIn({ keycloak: gateway, baseUrl: `${url}/file-engine/api` }),
  )
  const meta = await listen(async (request) => {
    const date = new Date(Date.now() + (faults.ahead ?? 0)).toUTCString()
    const { pathname } = new URL(request.url)
    const own = await answerOwn(request.clone(), pathname)
    if (request.method === 'HEAD') return new Response(null, { status: 400, headers: { date } })
    return own ?? graph.answer(request)
  })
  const host = await listen((request) =>
    faults.host
      ? faults.host(request)
      : request.method === 'GET'
        ? answerChallenge(new URL(request.url).searchParams, verifyToken)
        : new Response(null, { status: 401 }),
  )

  /** What the stand-in of the package does not know. */
  async function answerOwn(request: Request, pathname: string): Promise<Response | undefined> {
    if (request.headers.get('authorization') !== `Bearer ${pageAccessToken}`) return undefined
    if (pathname.endsWith('/me') && request.method === 'GET') {
      return faults.refused === undefined
        ? Response.json({ id: faults.page ?? pageId })
        : Response.json({ error: faults.refused }, { status: 400 })
    }
    if (pathname.endsWith('/subscribed_apps') && request.method === 'GET') {
      const fields = faults.fields ?? allFields
      const app = { id: '1517776481860111', subscribed_fields: fields }
      return Response.json({ data: fields.length > 0 ? [app] : [] })
    }
    if (!/^\/v[\d.]+\/$/.test(pathname)) return undefined
    const { batch } = await request.json()
    const asked = new URL(batch[0].relative_url, 'https://x').searchParams.get('input_token')
    const data = {
      is_valid: asked === pageAccessToken,
      type: 'PAGE',
      expires_at: 0,
      scopes: ['pages_messaging', 'pages_manage_metadata'],
      ...faults.token,
    }
    return Response.json([{ code: 200, body: JSON.stringify({ data }) }])
  }

  const well: Patient = {
    wrong: [],
    pageId,
    pageAccessToken,
    verifyToken,
    appSecret,
    graphUrl: meta.url,
    ccmUrl: `${ccm.url}/ccm`,
    fileEngineUrl: `${files.url}/file-engine/api`,
    cxHeaders: undefined,
    webhookUrl: `${host.url}/webhook/${pageId}`,
    tryStore: async () => {},
  }
  return {
    faults,
    graph: graph.standIn,
    issuer: `${keycloak.url}/auth/realms/expertflow`,
    ccm: ccm.standIn,
    files: files.standIn,
    well,
    close: () => Promise.all([graph, keycloak, ccm, files, meta, host].map(({ close }) => close())),
  }
}

async function standIn<T extends { handlers: readonly RequestHandler[] }>(
  create: (url: string) => T,
) {
  const handlers: RequestHandler[] = []
  const answer: Answer = async (request) =>
    (await getResponse(handlers, request)) ?? new Response(null, { status: 404 })
  const { url, close } = await listen((request) => answer(request))
  const made = create(url)
  handlers.push(...made.handlers)
  // What another server passes on has that one's address.
  const passed: Answer = (request) =>
    answer(new Request(url + new URL(request.url).pathname + new URL(request.url).search, request))
  return { url, close, standIn: made, answer: passed }
}

async function listen(answer: Answer) {
  const server = createServer(async (incoming, outgoing) => {
    const { method = 'GET', url = '/', headers } = incoming
    const body = await buffer(incoming)
    const request = new Request(`http://${headers.host}${url}`, {
      method,
      headers: Object.entries(headers).map(([name, value]): [string, string] => [
        name,
        String(value),
      ]),
      ...(body.length > 0 && { body }),
    })
    try {
      const response = await answer(request)
      outgoing.writeHead(response.status, Object.fromEntries(response.headers))
      outgoing.end(Buffer.from(await response.arrayBuffer()))
    } catch {
      outgoing.destroy()
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    async close() {
      server.close()
      server.closeAllConnections()
    },
  }
}
