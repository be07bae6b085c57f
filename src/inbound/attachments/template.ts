import type { MessengerAttachment } from '../../messenger/attachment.ts'
import { readTemplate, type ShownTemplate } from '../../messenger/shown-template.ts'
import { both, listAttribute } from '../attributes.ts'
import type { InboundContext } from '../context.ts'
import type { Part } from '../part.ts'
import { textPart } from '../text-part.ts'
import { addressOf } from './address.ts'
import { receiptLines } from './receipt-lines.ts'
import { buttonLines, elementLines, type TemplateElement } from './template-lines.ts'
import { type Line, linesOf } from './words.ts'

/** Products that a person asks about, or (in echoes) a template that the Page sent: in words. */
export function template(
  attachment: MessengerAttachment,
  context: InboundContext,
): Part | undefined {
  const shown = readTemplate(attachment.payload)
  const elements = elementsOf(shown)
  const isReceipt = shown.template_type === 'receipt' || !!shown.order_number
  const shared = sharedTitles(elements)
  const blocks = [
    [attachment.title, ...headLines(shown)],
    ...(isReceipt
      ? [receiptLines(shown, elements)]
      : elements.map((element) => elementLines(element, shared))),
    [addressOf(attachment)],
  ]
  const text = blocks.map(linesOf).filter(Boolean).join('\n\n')
  // Beside nothing but a title, the agent gets the attachment itself.
  if (text === '' || text === attachment.title) return undefined
  const { body, attributes } = textPart(text, context)
  const retailerIds = elements.flatMap(({ retailer_id }) => retailer_id || [])
  return { body, attributes: both(attributes, listAttribute('productRetailerIds', retailerIds)) }
}

function elementsOf({ product, elements }: ShownTemplate): TemplateElement[] {
  return [product?.elements, elements].flat().filter((element) => !!element)
}

/** Titles that several elements have. */
function sharedTitles(elements: readonly TemplateElement[]): ReadonlySet<string> {
  const seen = new Set<string>()
  const titles = elements.flatMap(({ title }) => title ?? [])
  return new Set(titles.filter((title) => seen.has(title) || !seen.add(title)))
}

/** The lines above the elements: the texts of a button, coupon, feedback or approved template, and its buttons. */
function headLines(shown: ShownTemplate): Line[] {
  const questions = (shown.feedback_screens ?? []).flatMap((screen) => screen?.questions ?? [])
  const components = (shown.components ?? []).flatMap((component) => [
    component?.text,
    ...(component?.parameters ?? []).map((parameter) => String(parameter?.text ?? '')),
  ])
  return [
    shown.coupon_pre_message,
    shown.text,
    shown.title,
    shown.subtitle,
    ...questions.map((question) => question?.title),
    ...(components.length > 0 ? [shown.name, ...components] : []),
    shown.coupon_code && `Coupon code: ${shown.coupon_code}`,
    ...buttonLines([
      ...(shown.buttons ?? []),
      { title: shown.coupon_url_button_title, url: shown.coupon_url },
      { title: shown.button_title },
    ]),
  ]
}
