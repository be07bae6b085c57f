import type { EventOf } from '../../messenger/event.ts'
import type { InboundContext } from '../context.ts'
import { summary } from '../summary.ts'
import type { InboundTranslation } from '../translation.ts'

type Product = NonNullable<NonNullable<EventOf<'order'>['order']['products']>[number]>

/**
 * A person sent a cart.
 * @see https://developers.facebook.com/docs/messenger-platform/reference/webhook-events/send-cart
 */
export function order(event: EventOf<'order'>, context: InboundContext): InboundTranslation {
  const { products, note } = event.order
  const lines = (products ?? []).flatMap((product) => (product ? [lineOf(product)] : []))
  return summary(event, context, 'Order', note ? [...lines, `Note: ${note}`] : lines)
}

/** `2 × Blue mug (mug-blue) at 12.5 EUR` */
function lineOf({ name, retailer_id, quantity, unit_price, currency }: Product): string {
  return [
    isPresent(quantity) && `${quantity} ×`,
    name || 'a product',
    retailer_id && `(${retailer_id})`,
    isPresent(unit_price) && ['at', unit_price, currency].filter(isPresent).join(' '),
  ]
    .filter(Boolean)
    .join(' ')
}

function isPresent(value: string | number | null | undefined): boolean {
  return value !== undefined && value !== null
}
