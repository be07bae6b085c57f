import { type BodyOf, type BodyType, isKnownBody } from '../cim/body.ts'
import { type CimMessage, parseCimMessage } from '../cim/message.ts'
import { isMessengerCimError, PayloadError, UnsupportedBodyError, unreadableOr } from '../errors.ts'
import type { SendRequest } from '../messenger/send-request.ts'
import type { Adjustment } from './adjustment.ts'
import { type BodyHandlers, bodyHandlers } from './bodies/index.ts'
import type { OutboundContext } from './context.ts'
import type { Rendering, Sending } from './rendering.ts'
import { toRequests } from './request.ts'

/** The requests that carry a CIM message, in the order in which they must be sent. */
export type OutboundTranslation = {
  /** The bodies for the Send API, in order; none when there is nothing to send. */
  requests: SendRequest[]
  /** Every difference between what was written and what the customer sees; empty when there is none. */
  adjustments: Adjustment[]
}

/**
 * Translates a CIM message of CX into Send requests of Messenger. Pure: the same input gives the same
 * output, and nothing is sent. It throws before anything could be sent in part.
 *
 * @param message A CIM message as CX posts it, in any of its versions; see `cimMessageSchema`.
 * @param context What is known besides the message: mids to quote, uploads, the sending policy.
 * @returns Requests that `sendRequestSchema` accepts; none when there is nothing to send.
 * @throws {PayloadError} The message is invalid; `issues` name the paths.
 * @throws {UnsupportedBodyError} Messenger has nothing for a body of this type.
 * @throws {LimitError} A part that cannot be split or shortened exceeds a published limit.
 * @see https://developers.facebook.com/docs/messenger-platform/reference/send-api
 */
export function cimToMessenger(
  message: unknown,
  context: OutboundContext = {},
): OutboundTranslation {
  const read = parseCimMessage(message)
  try {
    return translate(read, context)
  } catch (error) {
    if (isMessengerCimError(error)) throw error
    // Open fields are read only here. Errors of the context's own functions pass through.
    throw new PayloadError('cim_message', [unreadableOr(error, message)])
  }
}

function translate({ id, header, body }: CimMessage, context: OutboundContext) {
  if (!isKnownBody(body)) {
    throw new UnsupportedBodyError(body.type, id, 'this version does not know the type')
  }
  const sending = { id, header, context }
  return toRequests(render(body.type, body, sending), sending)
}

const handlers: BodyHandlers = bodyHandlers

function render<K extends BodyType>(type: K, body: BodyOf<K>, sending: Sending): Rendering {
  return handlers[type](body, sending)
}
