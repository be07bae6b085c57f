import type { MessengerAttachment } from '../../messenger/attachment.ts'
import type { EventOf } from '../../messenger/event.ts'
import { findLinks } from '../../text/links.ts'
import { addressOf } from './address.ts'
import { linkOf } from './link.ts'

/**
 * A message's attachments without those that say again what another part says: of a sticker that came as
 * `sticker` and as `image` (Meta sent both from June 2026) the form that says less, and the preview
 * (`fallback`) of a link in the text.
 */
export function withoutRepeats({
  text,
  attachments,
}: EventOf<'message'>['message']): MessengerAttachment[] {
  const all = attachments ?? []
  const isTwin = twinsIn(all)
  const isPreview = previewsOf(text, all)
  return all.filter((attachment) => !isTwin(attachment) && !isPreview(attachment))
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

function previewsOf(text: string | null | undefined, all: readonly MessengerAttachment[]) {
  const isNeeded = !!text && all.some(({ type }) => type === 'fallback')
  const links = new Set(isNeeded ? findLinks(text).map(({ href }) => comparable(href)) : [])
  return (attachment: MessengerAttachment): boolean => {
    const address = attachment.type === 'fallback' ? linkOf(attachment) : undefined
    return address !== undefined && links.has(comparable(redirectTarget(address)))
  }
}

/** Facebook wraps links in `l.facebook.com/l.php?u=…`. */
function redirectTarget(address: string): string {
  if (!URL.canParse(address)) return address
  const { hostname, searchParams } = new URL(address)
  const target = /^lm?\.facebook\.com$/.test(hostname) ? searchParams.get('u') : null
  return target ?? address
}

/**
 * The address without what does not change where it leads: scheme, `www.`, a last slash, and the mark that
 * Facebook puts on links that leave it.
 */
function comparable(address: string): string {
  if (!URL.canParse(address)) return address
  const url = new URL(address)
  if (url.searchParams.has('fbclid')) url.searchParams.delete('fbclid')
  return url.href.replace(/^https?:\/\/(www\.)?/, '').replace(/\/$/, '')
}
