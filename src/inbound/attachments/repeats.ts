import type { MessengerAttachment } from '../../messenger/attachment.ts'
import type { EventOf } from '../../messenger/event.ts'
import { destinationOf } from '../../messenger/web-address.ts'
import { findLinks } from '../../text/links.ts'
import { addressOf } from './address.ts'
import { linkOf } from './link.ts'
import { wordsOf } from './words.ts'

/** Types of attachments that only hold a link. */
const linkTypes: ReadonlySet<string> = new Set([
  'fallback',
  'share',
  'post',
  'ig_post',
  'reel',
  'ig_reel',
])

/**
 * A message's attachments without repeats. It drops the poorer form of a sticker that came as `sticker` and as `image`
 * (Meta sent both from June 2026), a link that the text holds, and a link that came in two forms (Meta sends a post as
 * `ig_post` and as `share`).
 */
export function withoutRepeats({
  text,
  attachments,
}: EventOf<'message'>['message']): MessengerAttachment[] {
  const all = attachments ?? []
  // Photos and files, which are most attachments, never repeat anything.
  if (!all.some(({ type }) => type === 'sticker' || linkTypes.has(type))) return all
  const isTwin = twinsIn(all)
  const isLinkAgain = linksAgain(text, all)
  return all.filter((attachment) => !isTwin(attachment) && !isLinkAgain(attachment))
}

function twinsIn(all: readonly MessengerAttachment[]) {
  const stickers = all.filter((attachment) => attachment.type === 'sticker')
  const shown = stickers.filter(addressOf)
  const ids = new Set(shown.map(idOf))
  const urls = new Set(shown.map(addressOf))
  const images = all.filter(({ type }) => type === 'image')
  const imageIds = new Set(stickers.length > 0 ? images.filter(addressOf).map(idOf) : [])
  return (attachment: MessengerAttachment): boolean => {
    const [id, url] = [idOf(attachment), addressOf(attachment)]
    if (attachment.type === 'sticker') return !url && !!id && imageIds.has(id)
    return attachment.type === 'image' && ((!!id && ids.has(id)) || (!!url && urls.has(url)))
  }
}

function idOf({ payload }: MessengerAttachment): string | null | undefined {
  return payload?.sticker_id
}

function linksAgain(text: string | null | undefined, all: readonly MessengerAttachment[]) {
  const links = all.filter(({ type }) => linkTypes.has(type))
  const inText = new Set(
    text && links.length > 0 ? findLinks(text).map(({ href }) => comparable(href)) : [],
  )
  const keys = new Map(links.map((attachment) => [attachment, keyOf(attachment)]))
  const best = new Map<string, MessengerAttachment>()
  for (const [attachment, key] of keys) {
    const other = key === undefined ? undefined : best.get(key)
    if (key && (!other || (!wordsOf(other) && wordsOf(attachment)))) best.set(key, attachment)
  }
  return (attachment: MessengerAttachment): boolean => {
    const key = keys.get(attachment)
    if (key === undefined) return false
    const other = best.get(key)
    return inText.has(key) || (!!other && saysAgain(attachment, other))
  }
}

function keyOf(attachment: MessengerAttachment): string | undefined {
  const address = linkOf(attachment)
  return address === undefined ? undefined : comparable(address)
}

/** Whether an attachment is the other one in another form, with no words beyond it. */
function saysAgain(attachment: MessengerAttachment, other: MessengerAttachment): boolean {
  const words = wordsOf(attachment)
  return attachment.type !== other.type && (words === '' || words === wordsOf(other))
}

/**
 * An address without the parts that do not change its destination: Facebook's redirect and its mark on outgoing links,
 * the scheme, `www.`, a final slash.
 */
function comparable(address: string): string {
  const target = destinationOf(address)
  if (!URL.canParse(target)) return target
  const url = new URL(target)
  if (url.searchParams.has('fbclid')) url.searchParams.delete('fbclid')
  return url.href.replace(/^https?:\/\/(www\.)?/, '').replace(/\/$/, '')
}
