import type { EventOf } from '../../messenger/event.ts'
import { referralAttributes } from '../attributes.ts'
import type { InboundContext } from '../context.ts'
import { partiesOf } from '../parties.ts'
import { skip } from '../skip.ts'
import { answerText, summary } from '../summary.ts'
import type { InboundTranslation } from '../translation.ts'

/**
 * A person came by a link or an ad. Only the answers to a lead ad become a message.
 * @see https://developers.facebook.com/docs/messenger-platform/reference/webhook-events/messaging_referrals
 * @see https://developers.facebook.com/docs/messenger-platform/ads-on-messenger/lead-ads
 */
export function referral(event: EventOf<'referral'>, context: InboundContext): InboundTranslation {
  const answers = (event.lead?.data ?? []).filter((answer) => !!answer)
  if (answers.length === 0 || partiesOf(event).psid === '') {
    return skip(event, 'referral', 'where the person came from, without a message')
  }
  const isWhole = event.referral?.type !== 'LEAD_INCOMPLETE'
  const lines = answers.map(({ question, answer }) => `${question ?? ''}: ${answerText(answer)}`)
  const heading = isWhole ? 'Lead form' : 'Lead form (not finished)'
  return summary(event, context, heading, lines, referralAttributes(event.referral))
}
