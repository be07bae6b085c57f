import type { EventOf } from '../../messenger/event.ts'
import type { InboundContext } from '../context.ts'
import { summary } from '../summary.ts'
import type { InboundTranslation } from '../translation.ts'

/**
 * A person answered the customer feedback template.
 * @see https://developers.facebook.com/docs/messenger-platform/reference/webhook-events/messaging_feedback
 */
export function feedback(event: EventOf<'feedback'>, context: InboundContext): InboundTranslation {
  const lines = (event.messaging_feedback.feedback_screens ?? [])
    .flatMap((screen) => Object.entries(screen?.questions ?? {}))
    .map(([id, answer]) => {
      const followUp = answer?.follow_up?.payload
      return [`${id}: ${answer?.payload ?? ''}`, ...(followUp ? [followUp] : [])].join(' – ')
    })
  return summary(event, context, 'Feedback', lines)
}
