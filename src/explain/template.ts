import { listAt, textAt, valueAt } from '../outbound/open.ts'
import type { BubbleContent, Card, Tap } from './bubble.ts'

/**
 * What a template of Messenger shows, in a Send request or in an echo. It assumes nothing about the payload.
 *
 * @param payload the `payload` of an attachment of type `template`
 */
export function templateContent(payload: unknown): BubbleContent {
  const kind = textAt(payload, 'template_type')
  if (kind === 'button') {
    return { kind: 'buttons', text: textAt(payload, 'text'), buttons: tapsOf(payload) }
  }
  if (kind === 'receipt') return receipt(payload)
  const [grid] = listAt(payload, 'elements')
  const pictures = listAt(grid, 'images').map(
    (image): Card => cardOf({ ...Object(grid), ...Object(image), image_url: textAt(image, 'url') }),
  )
  const elements = [...listAt(payload, 'elements'), ...listAt(payload, 'product', 'elements')]
  const cards = pictures.length > 0 ? pictures : elements.map(cardOf)
  return { kind: 'cards', cards: cards.length > 0 ? cards : [cardOf(payload)] }
}

function cardOf(element: unknown): Card {
  const isPicture = textAt(element, 'media_type') !== 'video'
  return {
    title: textAt(element, 'title') || textAt(element, 'text') || titleOf(element),
    subtitle: textAt(element, 'subtitle') || textAt(element, 'coupon_code'),
    imageUrl: textAt(element, 'image_url') || (isPicture ? textAt(element, 'url') : ''),
    opens: textAt(element, 'default_action', 'url') || textAt(element, 'item_url'),
    buttons: tapsOf(element),
  }
}

/** The name of a template without words of its own, or of a product that Meta looks up. */
function titleOf(element: unknown): string {
  const id = textAt(element, 'id') || textAt(element, 'form_id')
  const kind = textAt(element, 'template_type') || textAt(element, 'media_type')
  return [kind.replaceAll('_', ' '), id].filter(Boolean).join(' ')
}

/** The `buttons` of a template or an element. */
function tapsOf(holder: unknown): Tap[] {
  return listAt(holder, 'buttons').map((button) => {
    const type = textAt(button, 'type')
    const payload = textAt(button, 'payload') || textAt(button, 'url')
    return {
      title: textAt(button, 'title') || type.replaceAll('_', ' '),
      does: doesOf(type),
      payload,
    }
  })
}

function doesOf(type: string): Tap['does'] {
  return type === 'postback' || type === 'web_url' || type === 'phone_number' ? type : 'other'
}

function receipt(payload: unknown): BubbleContent {
  const currency = textAt(payload, 'currency')
  return receiptContent({
    order: textAt(payload, 'order_number'),
    recipient: textAt(payload, 'recipient_name'),
    payment: textAt(payload, 'payment_method'),
    currency,
    items: listAt(payload, 'elements').map((item) => ({
      title: textAt(item, 'title'),
      detail: [textAt(item, 'subtitle'), timesOf(item)].filter(Boolean).join(' · '),
      amount: textAt(item, 'price'),
    })),
    totals: [
      ['Subtotal', textAt(payload, 'summary', 'subtotal')],
      ['Shipping', textAt(payload, 'summary', 'shipping_cost')],
      ['Tax', textAt(payload, 'summary', 'total_tax')],
      ...listAt(payload, 'adjustments').map(
        (row) => [textAt(row, 'name'), textAt(row, 'amount')] as const,
      ),
      ['Total', textAt(payload, 'summary', 'total_cost')],
    ],
  })
}

function timesOf(item: unknown): string {
  const quantity = valueAt(item, 'quantity')
  return typeof quantity === 'number' && quantity > 0 ? `× ${quantity}` : ''
}

/** The content of a receipt from its parts; totals without an amount are left out. */
export function receiptContent({
  currency,
  items,
  totals,
  ...parts
}: {
  order: string
  recipient: string
  payment: string
  currency: string
  items: readonly { title: string; detail: string; amount: string }[]
  totals: readonly (readonly [label: string, amount: string])[]
}): BubbleContent {
  return {
    kind: 'receipt',
    ...parts,
    items: items.map((item) => ({ ...item, amount: priced(item.amount, currency) })),
    totals: totals
      .filter(([, amount]) => amount !== '')
      .map(([label, amount]) => ({ label, amount: priced(amount, currency) })),
  }
}

function priced(amount: string, currency: string): string {
  return amount === '' ? '' : [amount, currency].filter(Boolean).join(' ')
}
