import type { EventOf } from '../../messenger/event.ts'
import type { InboundContext } from '../context.ts'
import { jsonOf } from '../json.ts'
import { summary } from '../summary.ts'
import type { InboundTranslation } from '../translation.ts'

/**
 * A person filled in the customer information template (address, contact).
 * @see https://developers.facebook.com/docs/messenger-platform/send-messages/template/customer-information
 */
export function customerInformation(
  event: EventOf<'customer-information'>,
  context: InboundContext,
): InboundTranslation {
  const lines = (event.messaging_customer_information.screens ?? [])
    .flatMap(({ responses }) => responses ?? [])
    .map(({ key, value }) => `${key ?? ''}: ${textOf(value)}`)
  return summary(event, context, 'Customer information', lines)
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : jsonOf(value)
}
