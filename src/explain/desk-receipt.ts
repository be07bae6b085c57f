import type { BodyOf } from '../cim/body.ts'
import type { BubbleContent } from './bubble.ts'
import { receiptContent } from './template.ts'

/** A receipt of CIM. */
export function receiptOf({ currency, summary, ...body }: BodyOf<'RECEIPT'>): BubbleContent {
  return receiptContent({
    order: body.orderNumber,
    recipient: body.recipientName,
    payment: body.paymentMethode,
    currency,
    items: (body.elements ?? []).map((item) => ({
      title: item.title ?? '',
      detail: [item.subtitle, item.quantity ? `× ${item.quantity}` : '']
        .filter(Boolean)
        .join(' · '),
      amount: String(item.price ?? ''),
    })),
    totals: [
      ['Subtotal', String(summary.subtotal ?? '')],
      ['Shipping', String(summary.shippingCost ?? '')],
      ['Tax', String(summary.totalTax ?? '')],
      ...(body.adjustments ?? []).map(
        ({ name, amount }) => [name ?? '', String(amount ?? '')] as const,
      ),
      ['Total', String(summary.totalCost ?? '')],
    ],
  })
}
