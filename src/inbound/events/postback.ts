import type { EventOf } from '../../messenger/event.ts'
import { isVisible } from '../../messenger/text.ts'
import { attribute, both, referralAttributes } from '../attributes.ts'
import { compose, midOf } from '../compose.ts'
import type { InboundContext } from '../context.ts'
import type { InboundTranslation } from '../translation.ts'

/**
 * A person pressed a button, Get Started, a menu item or an ice breaker. Old clients send no `mid`, and Meta omits the
 * payload when another app sent the button. A postback that shares its item and `mid` with a message becomes a part of
 * its own.
 * @see https://developers.facebook.com/docs/messenger-platform/reference/webhook-events/messaging_postbacks
 */
export function postback(event: EventOf<'postback'>, context: InboundContext): InboundTranslation {
  const { mid, title, payload, referral } = event.postback
  const message = compose(event, context, {
    key: { mid: midOf(event, mid), part: mid && mid === event.message?.mid ? 'postback' : 0 },
    body: { type: 'PLAIN', markdownText: [title, payload].find(isVisible) ?? '[Postback]' },
    providerMessageId: mid,
    attributes: both(
      attribute('postbackPayload', payload),
      referralAttributes(referral, event.referral),
    ),
  })
  return { messages: [message], skipped: [] }
}
