import type { AdditionalAttribute } from '../../src/cim/emitted.ts'
import type { InboundContext, MediaFacts } from '../../src/inbound/index.ts'

/** A context as fixtures write it: maps where the translation takes functions. */
export type FixtureContext = Omit<
  InboundContext,
  'cimIdOf' | 'sentUpTo' | 'media' | 'profile' | 'attributes'
> & {
  attributes?: AdditionalAttribute[]
  cimIdOf?: Record<string, string>
  sentUpTo?: Record<string, { cimId: string; sentAt: number }[]>
  media?: Record<string, MediaFacts>
  profile?: Record<string, { firstName?: string; lastName?: string }>
}

/** The context that a fixture describes. */
export function contextOf({
  cimIdOf = {},
  sentUpTo = {},
  media = {},
  profile = {},
  attributes,
  ...options
}: FixtureContext): InboundContext {
  return {
    ...options,
    ...(attributes && { attributes: () => attributes }),
    cimIdOf: (mid) => cimIdOf[mid],
    sentUpTo: (psid, watermark) =>
      (sentUpTo[psid] ?? []).filter(({ sentAt }) => sentAt <= watermark).map(({ cimId }) => cimId),
    media: (url) => media[url],
    profile: (psid) => profile[psid],
  }
}
