import type { MessengerAttachment } from '../../messenger/attachment.ts'
import { destinationOf, isWebAddress } from '../../messenger/web-address.ts'

/** The address of an attachment, where it has one that a person can open: beyond Facebook's shim. */
export function addressOf({ payload, url }: MessengerAttachment): string | undefined {
  return openable(payload?.url) ?? openable(url)
}

function openable(written: string | null | undefined): string | undefined {
  const address = written ? destinationOf(written.trim()) : ''
  return isWebAddress(address) ? address : undefined
}

/** The addresses that stand in an attachment, the payload's first; the one beside it is the older form. */
export function writtenAddresses({ payload, url }: MessengerAttachment): string[] {
  return [payload?.url, url].flatMap((written) => written?.trim() || [])
}
