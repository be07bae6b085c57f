import type { OutboundContext } from '../../src/outbound/index.ts'

/** A context as fixtures write it: maps where the translation takes functions. */
export type FixtureContext = Omit<OutboundContext, 'midOf' | 'attachmentId' | 'customerWroteAt'> & {
  customerWroteAt?: Record<string, number>
  midOf?: Record<string, string>
  attachmentId?: Record<string, string>
}

/** The context that a fixture describes. */
export function contextOf({
  midOf = {},
  attachmentId = {},
  customerWroteAt,
  ...options
}: FixtureContext): OutboundContext {
  return {
    ...options,
    ...(customerWroteAt && { customerWroteAt: (psid) => customerWroteAt[psid] }),
    midOf: (cimId) => midOf[cimId],
    attachmentId: (mediaUrl) => attachmentId[mediaUrl],
  }
}
