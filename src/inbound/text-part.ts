import { destinationOf } from '../messenger/web-address.ts'
import { findLinks, type Link } from '../text/links.ts'
import { listAttribute } from './attributes.ts'
import type { InboundContext } from './context.ts'
import { markdownLinks } from './markdown-links.ts'
import { type Part, part } from './part.ts'

/** A text, with the addresses of its links as an attribute. */
export function textPart(text: string, context: InboundContext): Part {
  const links = findLinks(text).map(beyondShim)
  const markdownText = context.links === 'markdown' ? markdownLinks(text, links) : text
  return part(
    { type: 'PLAIN', markdownText },
    listAttribute(
      'links',
      links.map(({ href }) => href),
    ),
  )
}

/** The link with its destination instead of Facebook's redirect; its text stays as written. */
function beyondShim(link: Link): Link {
  return { ...link, href: destinationOf(link.href) }
}
