import type { MessengerAttachment } from '../../messenger/attachment.ts'
import { destinationOf, isWebAddress } from '../../messenger/web-address.ts'

/** The web address of an attachment, without Facebook's redirect; undefined when it has none. */
export function addressOf({ payload, url }: MessengerAttachment): string | undefined {
  return openable(payload?.url) ?? openable(url)
}

/** A written web address without Facebook's redirect; undefined for anything else. */
export function openable(written: string | null | undefined): string | undefined {
  const address = destinationOf(written?.trim() ?? '')
  return isWebAddress(address) ? address : undefined
}

/** The addresses in an attachment: the payload's first, then the older field beside the payload. */
export function writtenAddresses({ payload, url }: MessengerAttachment): string[] {
  return [payload?.url, url].flatMap((written) => written?.trim() || [])
}
