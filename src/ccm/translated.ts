import type { CimMessage } from '../cim/message.ts'

const translated = new WeakSet<CimMessage>()

/** Remembers that this package translated a message, so that the CCM client does not check it again. */
export function markTranslated(message: CimMessage): void {
  translated.add(message)
}

/** Whether this package translated a message. */
export function isTranslated(message: CimMessage): boolean {
  return translated.has(message)
}
