import type { MessengerEvent } from '../messenger/event.ts'

/** The two sides of a conversation: the customer by PSID, the business by Page id. */
export type Parties = { psid: string; pageId: string }

/**
 * Who an event is between. An echo is sent by the Page, so its sides are changed; recorded ones exist
 * that are not, and `entry.id` tells. A side that the event does not name is `''`.
 */
export function partiesOf({ kind, sender, recipient, pageId }: MessengerEvent & Sides): Parties {
  const from = sender?.id ?? ''
  const to = recipient?.id ?? ''
  const isFromPage = kind === 'echo' && (to !== pageId || pageId === '')
  const page = isFromPage ? from : to
  return { psid: isFromPage ? to : from, pageId: page === '' ? pageId : page }
}

type Side = { id?: string | null | undefined } | null | undefined

/** Events about no conversation (calls, policies) have no sides. */
type Sides = { sender?: Side; recipient?: Side }
