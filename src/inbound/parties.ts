import type { MessengerEvent } from '../messenger/event.ts'

/** The two sides of a conversation: the customer by PSID, the business by Page id. */
export type Parties = { psid: string; pageId: string }

/**
 * The two sides of an event. The Page sends an echo, so sender and recipient are swapped, except in some recorded
 * echoes, which `entry.id` reveals. A missing side is `''`.
 */
export function partiesOf({ kind, sender, recipient, pageId }: MessengerEvent & Sides): Parties {
  const from = sender?.id ?? ''
  const to = recipient?.id ?? ''
  const isFromPage = kind === 'echo' && (to !== pageId || pageId === '')
  const page = isFromPage ? from : to
  return { psid: isFromPage ? to : from, pageId: page || pageId }
}

type Side = { id?: string | null | undefined } | null | undefined

/** Events outside a conversation (calls, policies) have no sides. */
type Sides = { sender?: Side; recipient?: Side }
