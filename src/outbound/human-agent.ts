import { limits } from '../messenger/limits.ts'
import type { Sending } from './rendering.ts'

/**
 * Whether a message needs the tag HUMAN_AGENT to reach the customer: the context allows it, a person wrote it, and
 * the standard window has passed since the customer wrote, or nobody knows when that was.
 * @see https://developers.facebook.com/docs/messenger-platform/policy/policy-overview
 */
export function needsHumanAgent({ header, context }: Sending): boolean {
  const { humanAgent = false, customerWroteAt, now } = context
  if (!humanAgent || !isByPerson(header)) return false
  if (now === undefined) return true
  const wroteAt = customerWroteAt?.(header.channelData.channelCustomerIdentifier)
  const isWithin = wroteAt !== undefined && now - wroteAt < limits.standardWindow.max
  return !isWithin
}

/**
 * Whether a person wrote a message. Meta allows HUMAN_AGENT only for those.
 * @see https://developers.facebook.com/docs/messenger-platform/policy/policy-overview
 */
export function isByPerson({ sender }: Sending['header']): boolean {
  return sender?.type === 'AGENT'
}
