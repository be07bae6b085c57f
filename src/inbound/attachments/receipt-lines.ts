import type { ShownTemplate } from '../../messenger/shown-template.ts'
import { destinationOf } from '../../messenger/web-address.ts'
import type { TemplateElement } from './template-lines.ts'

type Amount = number | string | null | undefined

/** A receipt in words: order number, items, amounts, payment and recipient. */
export function receiptLines(
  receipt: ShownTemplate,
  elements: readonly TemplateElement[],
): (string | undefined)[] {
  const { summary, address, currency } = receipt
  const adjustments = receipt.adjustments ?? []
  const place = [
    address?.street_1,
    address?.street_2,
    [address?.postal_code, address?.city].filter(Boolean).join(' '),
    address?.state,
    address?.country,
  ].filter(Boolean)
  return [
    labelled('Order', receipt.order_number, ' '),
    receipt.merchant_name ?? undefined,
    ...elements.flatMap((element) => itemLines(element, currency)),
    ...adjustments.map((one) => labelled(one?.name || 'Adjustment', money(one?.amount, currency))),
    labelled('Subtotal', money(summary?.subtotal, currency)),
    labelled('Shipping', money(summary?.shipping_cost, currency)),
    labelled('Tax', money(summary?.total_tax, currency)),
    labelled('Total', money(summary?.total_cost, currency)),
    labelled('Payment', receipt.payment_method),
    labelled('Ship to', [receipt.recipient_name, ...place].filter(Boolean).join(', ')),
    receipt.order_url ? destinationOf(receipt.order_url) : undefined,
  ]
}

function itemLines(
  { title, subtitle, quantity, price, currency }: TemplateElement,
  ofOrder: string | null | undefined,
): (string | undefined)[] {
  const count = quantity === undefined || quantity === null ? '' : `${quantity} × `
  const cost = money(price, currency || ofOrder)
  const name = title || (cost ? 'Item' : '')
  return [name && `${count}${name}${cost ? `: ${cost}` : ''}`, subtitle ?? undefined]
}

function money(amount: Amount, currency: string | null | undefined): string {
  if (amount === undefined || amount === null || amount === '') return ''
  return [amount, currency].filter((part) => part !== undefined && part !== null).join(' ')
}

function labelled(label: string, value: string | null | undefined, between = ': ') {
  return value ? `${label}${between}${value}` : undefined
}
