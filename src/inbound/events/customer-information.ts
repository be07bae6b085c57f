import type { EventOf } from '../../messenger/event.ts'
import type { InboundContext } from '../context.ts'
import { answerText, summary } from '../summary.ts'
import type { InboundTranslation } from '../translation.ts'

/**
 * A person filled in the customer information template, with address or contact.
 * @see https://developers.facebook.com/docs/messenger-platform/send-messages/template/customer-information
 */
export function customerInformation(
  event: EventOf<'customer-information'>,
  context: InboundContext,
): InboundTranslation {
  const lines = (event.messaging_customer_information.screens ?? [])
    .flatMap((screen) => screen?.responses ?? [])
    .flatMap((one) => (one ? `${one.key ?? ''}: ${answerText(one.value)}` : []))
  return summary(event, context, 'Customer information', lines)
}
