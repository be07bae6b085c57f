import type { MessengerAttachment } from '../../messenger/attachment.ts'
import type { EventOf } from '../../messenger/event.ts'
import { findLinks } from '../../text/links.ts'
import { absolute } from './link.ts'

/**
 * A message's attachments without those that say again what another part says: the `image` twin of a
 * `sticker` (Meta sent both from June 2026), and the preview (`fallback`) of a link in the text.
 */
export function withoutRepeats({
  text,
  attachments,
}: EventOf<'message'>['message']): MessengerAttachment[] {
  const all = attachments ?? []
  const stickers = all.filter(({ type }) => type === 'sticker')
  return all.filter(
    (attachment) =>
      !stickers.some((sticker) => isTwin(attachment, sticker)) && !isPreview(attachment, text),
  )
}

function isTwin({ type, payload }: MessengerAttachment, sticker: MessengerAttachment): boolean {
  if (type !== 'image' || !payload?.sticker_id) return false
  return payload.sticker_id === sticker.payload?.sticker_id || payload.url === sticker.payload?.url
}

function isPreview({ type, payload, url }: MessengerAttachment, text: string | null | undefined) {
  const address = type === 'fallback' ? absolute(payload?.url || url) : undefined
  if (address === undefined || !text) return false
  const targets = [address, redirectTarget(address)].map(comparable)
  return (
    text.includes(address) || findLinks(text).some(({ href }) => targets.includes(comparable(href)))
  )
}

/** Facebook wraps links in `l.facebook.com/l.php?u=…`. */
function redirectTarget(address: string): string {
  if (!URL.canParse(address)) return address
  const { hostname, searchParams } = new URL(address)
  const target = /^lm?\.facebook\.com$/.test(hostname) ? searchParams.get('u') : null
  return target ?? address
}

/** The address without what does not change where it leads: scheme, `www.` and a last slash. */
function comparable(address: string): string {
  const { href } = URL.canParse(address) ? new URL(address) : { href: address }
  return href.replace(/^https?:\/\/(www\.)?/, '').replace(/\/$/, '')
}
