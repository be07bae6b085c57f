import { type EmittedCimMessage, emittedCimMessageSchema } from '../cim/emitted.ts'
import { describeIssue, toPayloadIssue } from '../errors.ts'
import { type Call, readCall } from './call.ts'
import { attributesOf, type ChannelSettings, type Masking } from './channel-settings.ts'
import type { Failure } from './failures.ts'
import { refusalWithoutToken } from './gateway.ts'
import type { KeycloakStandIn } from './keycloak-stand-in.ts'
import { createStandIn, type StandIn } from './stand-in.ts'

/** The options of {@link createCcmStandIn}. */
export type CcmStandInOptions = Masking & {
  /** Default `https://cx.example.com/ccm`. */
  baseUrl?: string | undefined
  /** The settings of each channel by its service identifier, the Page id. */
  channels?: Readonly<Record<string, ChannelSettings>> | undefined
  /**
   * Puts a gateway before it that answers 401 without a token of this Keycloak. Messages need no token, as with CX's
   * gateway.
   */
  keycloak?: Pick<KeycloakStandIn, 'accepts'> | undefined
}

/** The result of {@link createCcmStandIn}. */
export type CcmStandIn = StandIn<Call, Failure> & {
  /** Every accepted message, in order, including repeats, which CX drops by their id. */
  readonly messages: readonly EmittedCimMessage[]
}

/**
 * Stands in for CCM, the part of Expertflow CX that takes customers' messages. It accepts messages in the strict form
 * that the translations write. To all others, among them what CX's object model would refuse, it answers 400 with the
 * mistakes.
 *
 * @example
 * const ccm = createCcmStandIn()
 * const server = setupServer(...ccm.handlers)
 * // … let your code post to https://cx.example.com/ccm …
 * expect(ccm.messages[0]?.body).toEqual({ type: 'PLAIN', markdownText: 'Hello' })
 */
export function createCcmStandIn({
  baseUrl = 'https://cx.example.com/ccm',
  channels = {},
  masked,
  keycloak,
}: CcmStandInOptions = {}): CcmStandIn {
  const base = baseUrl.replace(/\/+$/, '')
  const messages: EmittedCimMessage[] = []

  function receive({ body }: Call): Response {
    const message = emittedCimMessageSchema.safeParse(body)
    if (!message.success) {
      const issues = message.error.issues.map(toPayloadIssue).map(describeIssue)
      return Response.json({ error: issues.join('; ') }, { status: 400 })
    }
    messages.push(message.data)
    return new Response(null, { status: 202 })
  }

  function answer(call: Call): Response {
    const { method, url } = call
    const path = url.pathname.slice(new URL(base).pathname.replace(/\/$/, '').length)
    if (method === 'POST' && path === '/message/receive') return receive(call)
    const refusal = refusalWithoutToken(call.headers, keycloak)
    if (refusal) return refusal
    const id = /^\/channel-connectors\/configurations\/([^/]+)$/.exec(path)?.[1]
    const channel = id === undefined ? undefined : channels[decodeURIComponent(id)]
    if (method === 'GET' && channel !== undefined) {
      return Response.json(attributesOf(channel, { masked }))
    }
    return Response.json({ error: `nothing at ${method} ${url.pathname}` }, { status: 404 })
  }

  const standIn = createStandIn<Call, Failure>({
    baseUrl: base,
    read: readCall,
    answer,
    toFailure: (failure) => failure,
    reset() {
      messages.length = 0
    },
  })
  return { ...standIn, messages }
}
