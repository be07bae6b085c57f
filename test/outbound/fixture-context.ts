import type { OutboundContext } from '../../src/outbound/index.ts'

/** A context as fixtures write it: maps where the translation takes functions. */
export type FixtureContext = Omit<OutboundContext, 'midOf' | 'attachmentId'> & {
  midOf?: Record<string, string>
  attachmentId?: Record<string, string>
}

/** The context that a fixture describes. */
export function contextOf({
  midOf = {},
  attachmentId = {},
  ...options
}: FixtureContext): OutboundContext {
  return {
    ...options,
    midOf: (cimId) => midOf[cimId],
    attachmentId: (mediaUrl) => attachmentId[mediaUrl],
  }
}
