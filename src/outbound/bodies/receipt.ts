import type { BodyOf } from '../../cim/body.ts'
import { limits } from '../../messenger/limits.ts'
import type { TemplatePayload } from '../../messenger/template-types.ts'
import { type Adjustment, note } from '../adjustment.ts'
import { invalid, type Path, required } from '../invalid.ts'
import { textAt } from '../open.ts'
import { type ReceiptAddress, receiptAddress } from '../receipt-address.ts'
import { receiptTime } from '../receipt-time.ts'
import { inOrder, messages, type Rendering, type Sending } from '../rendering.ts'
import { type FieldReader, fieldReader, textMessages } from '../text.ts'
import { sendable, webAddress } from '../web-address.ts'

type Receipt = Extract<TemplatePayload, { template_type: 'receipt' }>
type ReceiptBody = BodyOf<'RECEIPT'>

/**
 * RECEIPT: its text, then Messenger's receipt, field by field. A receipt needs a complete address, so an incomplete one
 * follows as a text.
 * @see https://developers.facebook.com/docs/messenger-platform/reference/templates/receipt
 */
export function receipt(body: ReceiptBody, sending: Sending): Rendering {
  const { show, adjustments } = fieldReader(sending)
  const text = show(body.markdownText)
  const address = receiptAddress(body.address, show)
  const payload = payloadOf(body, address, show)
  return inOrder(
    textMessages({ text, adjustments: adjustments() }),
    messages([{ attachment: { type: 'template', payload } }], droppedOf(body)),
    textMessages({ text: address.text ?? '', adjustments: [] }),
  )
}

function payloadOf(
  body: ReceiptBody,
  { address }: ReceiptAddress,
  show: FieldReader['show'],
): Receipt {
  const { elements, adjustments } = body
  const merchant_name = show(textAt(body, 'merchantName'))
  const timestamp = receiptTime(body.timestamp, ['body', 'timestamp'])
  return {
    template_type: 'receipt',
    recipient_name: required(show(body.recipientName), ['body', 'recipientName']),
    order_number: required(body.orderNumber, ['body', 'orderNumber']),
    currency: required(body.currency, ['body', 'currency']),
    payment_method: required(show(body.paymentMethode), ['body', 'paymentMethode']),
    summary: summaryOf(body),
    ...(typeof body.sharable === 'boolean' && { sharable: body.sharable }),
    ...(merchant_name && { merchant_name }),
    ...(timestamp && { timestamp }),
    ...(elements?.length && {
      elements: elements
        .slice(0, limits.receiptElements.max)
        .map((element, index) => toElement(element, index, show)),
    }),
    ...(address && { address }),
    ...(adjustments?.length && {
      adjustments: adjustments.map((each, index) => toAdjustment(each, index, show)),
    }),
  }
}

function summaryOf({ summary }: ReceiptBody): Receipt['summary'] {
  const { subtotal, shippingCost, totalTax, totalCost } = summary
  return {
    ...(typeof subtotal === 'number' && { subtotal }),
    ...(typeof shippingCost === 'number' && { shipping_cost: shippingCost }),
    ...(typeof totalTax === 'number' && { total_tax: totalTax }),
    total_cost: amount(totalCost, ['body', 'summary', 'totalCost']),
  }
}

function toElement(
  { title, subtitle, quantity, price, currency, imageUrl }: Item<'elements'>,
  index: number,
  show: FieldReader['show'],
) {
  const path = ['body', 'elements', index]
  const image_url = sendable(webAddress(imageUrl), [...path, 'imageUrl'])
  const shownSubtitle = show(subtitle)
  return {
    title: required(show(title), [...path, 'title']),
    price: amount(price, [...path, 'price']),
    ...(shownSubtitle && { subtitle: shownSubtitle }),
    // CX's Java writes 0 for none.
    ...(quantity && { quantity }),
    ...(currency && { currency }),
    ...(image_url && { image_url }),
  }
}

function toAdjustment(
  { name, amount: value }: Item<'adjustments'>,
  index: number,
  show: FieldReader['show'],
) {
  const path = ['body', 'adjustments', index]
  return {
    name: required(show(name), [...path, 'name']),
    amount: amount(value, [...path, 'amount']),
  }
}

type Item<K extends 'elements' | 'adjustments'> = NonNullable<ReceiptBody[K]>[number]

/** Refuses a missing amount, because Messenger would show it as nothing to pay. */
function amount(value: number | null | undefined, path: Path): number {
  if (typeof value === 'number') return value
  throw invalid(path, 'expected a number')
}

function droppedOf({ elements }: ReceiptBody): Adjustment[] {
  const { max } = limits.receiptElements
  const all = elements ?? []
  const pictureless = all.filter(({ imageUrl }) => imageUrl?.trim() && !webAddress(imageUrl)).length
  return [
    ...note(
      all.length > max,
      'elements-dropped',
      `only the first ${max} of ${all.length} are shown`,
    ),
    ...note(pictureless > 0, 'elements-dropped', `pictures without a web address: ${pictureless}`),
  ]
}
