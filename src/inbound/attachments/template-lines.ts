import type { ShownTemplate } from '../../messenger/shown-template.ts'
import { isVisible } from '../../messenger/text.ts'
import { openable } from './address.ts'
import type { Line } from './words.ts'

/** A card, a product, a medium or a line of a receipt. */
export type TemplateElement = NonNullable<NonNullable<ShownTemplate['elements']>[number]>

type Button = NonNullable<ShownTemplate['buttons']>[number]

const mediaNames: ReadonlyMap<string, string> = new Map([
  ['image', 'Image'],
  ['video', 'Video'],
])

/**
 * An element in words: title, subtitle, links, buttons. `shared` holds the titles that several elements have; those are
 * followed by the product's id.
 */
export function elementLines(element: TemplateElement, shared: ReadonlySet<string>): Line[] {
  const { subtitle, url, default_action, buttons } = element
  return [
    nameOf(element, shared),
    subtitle,
    openable(url),
    openable(default_action?.url),
    ...buttonLines(buttons),
  ]
}

function nameOf(
  { title, retailer_id, id, media_type }: TemplateElement,
  shared: ReadonlySet<string>,
): string | undefined {
  const productId = retailer_id || id
  if (!isVisible(title)) {
    const medium = media_type ? (mediaNames.get(media_type) ?? media_type) : undefined
    return medium ?? (productId ? `Product ${productId}` : undefined)
  }
  return shared.has(title) && productId ? `${title} (${productId})` : title
}

/** One line for each button with a title or destination. */
export function buttonLines(buttons: readonly Button[] | null | undefined): string[] {
  return (buttons ?? []).flatMap((button) => {
    const title = isVisible(button?.title) ? button.title : undefined
    const number = button?.type === 'phone_number' ? button.payload : undefined
    const words = [title, openable(button?.url) ?? number].filter(Boolean)
    return words.length > 0 ? [`- ${words.join(': ')}`] : []
  })
}
