import type { MessengerAttachment } from '../../messenger/attachment.ts'
import { type Part, part } from '../part.ts'
import { isWebAddress } from './address.ts'

/** Where links without a host lead: Meta sends `/reel/…/` as it stands. */
const home = 'https://www.facebook.com'

/** Something shared by link: a page, a post, a reel, with its title. */
export function link(attachment: MessengerAttachment): Part | undefined {
  const { payload, title } = attachment
  const address = linkOf(attachment)
  if (address === undefined) return undefined
  return part({
    type: 'URL',
    mediaUrl: address,
    markdownText: payload?.title || title || address,
  })
}

/** The address as given, or on Facebook where it is a path; nothing for what no browser opens. */
export function linkOf({ type, payload, url }: MessengerAttachment): string | undefined {
  const written = (payload?.url || url || '').trim()
  if (isWebAddress(written)) return written
  if (written === '' || /\s|^[a-z][a-z0-9+.-]*:/i.test(written)) return undefined
  const address = /^www\./i.test(written) ? `https://${written}` : written
  // A `fallback` may be anything, such as the name of a file; the other kinds lie on Facebook.
  const isKnown = /^(?:\/|https:)/.test(address) || type !== 'fallback'
  return isKnown && URL.canParse(address, home) ? new URL(address, home).href : undefined
}
