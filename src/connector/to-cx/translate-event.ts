import { eventToCim, type InboundTranslation, type MediaFacts } from '../../inbound/index.ts'
import { partiesOf } from '../../inbound/parties.ts'
import type { MessengerEvent } from '../../messenger/event.ts'
import { createLookup } from '../lookup.ts'
import type { Parts } from '../parts.ts'
import type { Profile } from './profiles.ts'

/** What is found out of an event's customer and files once it is known to be new. */
export type EventFindings = {
  media?: ReadonlyMap<string, MediaFacts>
  profile?: Profile | undefined
}

/** An event with what the log knows of it, to be translated without waiting. */
export type KnownEvent = (findings?: EventFindings) => InboundTranslation

/** Looks up in the log what the translation of an event asks. What the host's context answers goes first. */
export async function knowEvent(
  event: MessengerEvent,
  { inbound: host, log, told }: Pick<Parts, 'inbound' | 'log' | 'told'>,
): Promise<KnownEvent> {
  const { psid } = partiesOf(event)
  const cimIds = createLookup((mid: string) => log.cimIdOf(mid))
  const sent = createLookup(async (watermark: number) =>
    told.untold(event, await log.sentUpTo(psid, watermark)),
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

  do translate()
  while ((await cimIds.answer()) || (await sent.answer()))
  return translate
}
