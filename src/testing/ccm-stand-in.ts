import { type EmittedCimMessage, emittedCimMessageSchema } from '../cim/emitted.ts'
import { describeIssue, toPayloadIssue } from '../errors.ts'
import { type Call, readCall } from './call.ts'
import type { Failure } from './failures.ts'
import { createStandIn, type StandIn } from './stand-in.ts'

/** The settings of a Facebook channel, by the names that this package gives them. */
export type ChannelSettings = {
  /** Base URL of the Graph API with its version: CX's `FACEBOOK-HOST-URL`. */
  hostUrl?: string | undefined
  /** CX's `FACEBOOK-API-KEY`. */
  pageAccessToken?: string | undefined
  /** CX's `FACEBOOK-PAGE-ACCESS-TOKEN`, despite its name. */
  verifyToken?: string | undefined
}

/** What {@link createCcmStandIn} may be told. */
export type CcmStandInOptions = {
  /** Default `https://cx.example.com/ccm`. */
  baseUrl?: string | undefined
  /** The settings of each channel by its service identifier, the Page id. */
  channels?: Readonly<Record<string, ChannelSettings>> | undefined
}

/** What {@link createCcmStandIn} makes. */
export type CcmStandIn = StandIn<Call, Failure> & {
  /** Every message that was accepted, in order, as often as it was posted: CX drops repeats by their id. */
  readonly messages: readonly EmittedCimMessage[]
}

/**
 * Stands in for CCM, the part of Expertflow CX that takes customers' messages. It keeps messages in the
 * strict form that the translations write, and answers 400 to all others, among them what CX's object
 * model would refuse, naming what is wrong with them.
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
}: CcmStandInOptions = {}): CcmStandIn {
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
    if (method === 'POST' && url.pathname.endsWith('/message/receive')) return receive(call)
    const id = /\/channel-connectors\/configurations\/([^/]+)$/.exec(url.pathname)?.[1]
    const channel = id === undefined ? undefined : channels[decodeURIComponent(id)]
    if (method === 'GET' && channel !== undefined) return Response.json(attributesOf(channel))
    return Response.json({ error: `nothing at ${method} ${url.pathname}` }, { status: 404 })
  }

  const standIn = createStandIn<Call, Failure>({
    baseUrl,
    read: readCall,
    answer,
    toFailure: (failure) => failure,
    reset() {
      messages.length = 0
    },
  })
  return { ...standIn, messages }
}

/** The settings as CX tells them; the connector's own mapping is `toConfiguration` of the ccm entry point. */
function attributesOf({ hostUrl, pageAccessToken, verifyToken }: ChannelSettings) {
  const attributes = [
    { key: 'FACEBOOK-HOST-URL', type: 'URL', value: hostUrl },
    { key: 'FACEBOOK-API-KEY', type: 'String2000', value: pageAccessToken },
    { key: 'FACEBOOK-PAGE-ACCESS-TOKEN', type: 'String2000', value: verifyToken },
  ]
  return attributes.filter(({ value }) => value !== undefined)
}
