import type { ShownTemplate } from '../../messenger/shown-template.ts'
import { destinationOf } from '../../messenger/web-address.ts'
import type { TemplateElement } from './template-lines.ts'
import type { Line } from './words.ts'

type Amount = number | Line

/** A receipt in words: order number, items, amounts, payment and recipient. */
export function receiptLines(receipt: ShownTemplate, elements: readonly TemplateElement[]): Line[] {
  const { summary, address, currency } = receipt
  const recipient = [
    receipt.recipient_name,
    address?.street_1,
    address?.street_2,
    [address?.postal_code, address?.city].filter(Boolean).join(' '),
    address?.state,
    address?.country,
  ]
  return [
    receipt.order_number && `Order ${receipt.order_number}`,
    receipt.merchant_name,
    ...elements.flatMap((element) => itemLines(element, currency)),
    ...(receipt.adjustments ?? []).map((one) =>
      labelled(one?.name || 'Adjustment', money(one?.amount, currency)),
    ),
    labelled('Subtotal', money(summary?.subtotal, currency)),
    labelled('Shipping', money(summary?.shipping_cost, currency)),
    labelled('Tax', money(summary?.total_tax, currency)),
    labelled('Total', money(summary?.total_cost, currency)),
    labelled('Payment', receipt.payment_method),
    labelled('Ship to', recipient.filter(Boolean).join(', ')),
    destinationOf(receipt.order_url ?? ''),
  ]
}

function itemLines(
  { title, subtitle, quantity, price, currency }: TemplateElement,
  ofOrder: Line,
): Line[] {
  const count = quantity === undefined || quantity === null ? '' : `${quantity} × `
  const cost = money(price, currency || ofOrder)
  const name = title || (cost ? 'Item' : '')
  return [name && `${count}${name}${cost ? `: ${cost}` : ''}`, subtitle]
}

function money(amount: Amount, currency: Line): string {
  if (amount === undefined || amount === null || amount === '') return ''
  return [amount, currency].filter((part) => part !== undefined && part !== null).join(' ')
}

function labelled(label: string, value: Line): Line {
  return value && `${label}: ${value}`
}
