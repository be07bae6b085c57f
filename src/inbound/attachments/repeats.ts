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
  const stickers = all.filter((one) => one.type === 'sticker' && addressOf(one))
  const images = all.filter((one) => one.type === 'image' && addressOf(one))
  const inStickers = new Set(stickers.flatMap((one) => [idOf(one), addressOf(one)]))
  const imageIds = new Set(images.map(idOf))
  return (attachment: MessengerAttachment): boolean => {
    const id = idOf(attachment)
    const url = addressOf(attachment)
    if (attachment.type === 'sticker') return !url && !!id && imageIds.has(id)
    return attachment.type === 'image' && [id, url].some((name) => name && inStickers.has(name))
  }
}

function idOf({ payload }: MessengerAttachment): string | null | undefined {
  return payload?.sticker_id
}

function linksAgain(text: string | null | undefined, all: readonly MessengerAttachment[]) {
  const links = all.filter(({ type }) => linkTypes.has(type))
  const inText = new Set(findLinks(text ?? '').map(({ href }) => comparable(href)))
  const keys = new Map(links.map((link) => [link, keyOf(link)]))
  // The first one with words, else the first one: a map keeps the last entry of each key.
  const best = new Map(
    [...links.filter(wordsOf), ...links].toReversed().map((link) => [keys.get(link), link]),
  )
  return (attachment: MessengerAttachment): boolean => {
    const key = keys.get(attachment)
    const other = best.get(key)
    return !!key && (inText.has(key) || (!!other && saysAgain(attachment, other)))
  }
}

/** What is equal in two forms of one link. */
function keyOf(attachment: MessengerAttachment): string | undefined {
  const address = linkOf(attachment)
  return address && comparable(address)
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
