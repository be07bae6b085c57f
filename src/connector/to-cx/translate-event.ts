import { eventToCim, type InboundTranslation, type MediaFacts } from '../../inbound/index.ts'
import { partiesOf } from '../../inbound/parties.ts'
import type { MessengerEvent } from '../../messenger/event.ts'
import { createLookup } from '../lookup.ts'
import type { Parts } from '../parts.ts'
import type { Profile } from './profiles.ts'

/** Facts about the customer and the files of a new event. */
export type EventFindings = {
  media?: ReadonlyMap<string, MediaFacts>
  profile?: Profile | undefined
}

/** The translation of an event with the log's answers. */
export type KnownEvent = InboundTranslation & {
  /** Translates the event again, with facts that were found since. It does not wait. */
  again(findings: EventFindings): InboundTranslation
}

/** Looks up in the log what the translation asks for. The host's context has priority. */
export async function knowEvent(
  event: MessengerEvent,
  { inbound: host, log, delivered }: Pick<Parts, 'inbound' | 'log' | 'delivered'>,
): Promise<KnownEvent> {
  const { psid } = partiesOf(event)
  const cimIds = createLookup((mid: string) => log.cimIdOf(mid))
  const sent = createLookup(async (watermark: number) =>
    delivered.missing(event, await log.sentUpTo(psid, watermark)),
  )

  function translate({ media, profile }: EventFindings = {}): InboundTranslation {
    return eventToCim(event, {
      ...host,
      cimIdOf: (mid) => host.cimIdOf?.(mid) ?? cimIds.ask(mid),
      sentUpTo: (_, watermark) => host.sentUpTo?.(psid, watermark) ?? sent.ask(watermark) ?? [],
      media: (url) => host.media?.(url) ?? media?.get(url),
      profile: () => host.profile?.(psid) ?? profile,
    })
  }

  for (;;) {
    const translation = translate()
    const answered = cimIds.answer() || sent.answer()
    if (!answered) return { ...translation, again: translate }
    await answered
  }
}
