import type { MessengerAttachment } from '../../messenger/attachment.ts'

/** The address of an attachment, where it has one that a person can open. */
export function addressOf({ payload, url }: MessengerAttachment): string | undefined {
  const address = (payload?.url || url)?.trim()
  return address && isWebAddress(address) ? address : undefined
}

/** Whether a browser would open it as it stands. */
export function isWebAddress(address: string): boolean {
  return /^https?:\/\//i.test(address) && URL.canParse(address)
}
