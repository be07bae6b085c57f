import type { MessengerAttachment } from '../../messenger/attachment.ts'
import { destinationOf, isWebAddress } from '../../messenger/web-address.ts'
import { type Part, part } from '../part.ts'
import { writtenAddresses } from './address.ts'
import { wordsOf } from './words.ts'

/** The host of links without one: Meta also sends paths such as `/reel/…/`. */
const home = 'https://www.facebook.com'

/** A shared link: a page, a post, a reel, with its title. */
export function link(attachment: MessengerAttachment): Part | undefined {
  const address = linkOf(attachment)
  if (address === undefined) return undefined
  return part({ type: 'URL', mediaUrl: address, markdownText: wordsOf(attachment) || address })
}

/** The address as given, or on Facebook if it is a path; undefined for one that no browser opens. */
export function linkOf(attachment: MessengerAttachment): string | undefined {
  return writtenAddresses(attachment)
    .map((written) => absolute(destinationOf(written), attachment.type))
    .find(Boolean)
}

function absolute(written: string, type: string): string | undefined {
  if (isWebAddress(written)) return written
  if (/\s|^[a-z][a-z0-9+.-]*:/i.test(written)) return undefined
  const address = /^www\./i.test(written) ? `https://${written}` : written
  // A `fallback` may hold anything, such as the name of a file. Other types lead to Facebook.
  const isKnown = /^(?:\/|https:)/.test(address) || type !== 'fallback'
  if (!isKnown || !URL.canParse(address, home)) return undefined
  return destinationOf(new URL(address, home).href)
}
