import type { MessengerAttachment } from '../../messenger/attachment.ts'
import { type Part, part } from '../part.ts'
import { isWebAddress } from './address.ts'

/** Where links without a host lead: Meta sends `/reel/…/` as it stands. */
const home = 'https://www.facebook.com'

/** Something shared by link: a page, a post, a reel, with its title. */
export function link({ payload, title, url }: MessengerAttachment): Part | undefined {
  const address = absolute(payload?.url || url)
  if (address === undefined) return undefined
  const markdownText = payload?.title || title || address
  return part({ type: 'URL', mediaUrl: address, markdownText })
}

/** The address as given, or on Facebook where it is a path; nothing for what no browser opens. */
export function absolute(address: string | null | undefined): string | undefined {
  if (!address) return undefined
  if (isWebAddress(address)) return address
  return address.startsWith('/') && URL.canParse(address, home)
    ? new URL(address, home).href
    : undefined
}
