import { anonymous, withoutCredentials } from '../messenger/text.ts'
import { isWebAddress } from '../messenger/web-address.ts'
import { onlyLink } from '../text/links.ts'
import { invalid, type Path } from './invalid.ts'

/**
 * An absolute http or https address in the form in which Meta fetches or opens it, or undefined when `value` is not
 * one. Spaces and letters beyond ASCII, which CX leaves in file names, are percent-encoded; `HTTPS` becomes `https`.
 */
export function webAddress(value: string | null | undefined): string | undefined {
  const trimmed = value?.trim() ?? ''
  if (plainAddress.test(trimmed)) return trimmed
  if (!isWebAddress(trimmed)) return undefined
  const isPlain = /^https?:[\x21-\x7e]+$/.test(trimmed)
  return isPlain ? trimmed : new URL(trimmed).href
}

/** An address with a domain in small ASCII letters, like most. To parse such an address would take three times as long. */
const plainAddress = /^https?:\/\/(?:[a-z\d]+(?:-[a-z\d]+)*\.)+[a-z]{2,}(?:[/?#][\x21-\x7e]*)?$/

/** The same for what a person wrote, which may lack the scheme: `www.example.com`. */
export function writtenAddress(value: string | null | undefined): string | undefined {
  return webAddress(value) ?? webAddress(onlyLink(value ?? ''))
}

/**
 * Passes on an address of any scheme that goes to Meta in a field of its own.
 * @throws {PayloadError} It holds a user name or a password: those are for CX's servers, not for Meta or a customer.
 */
export function sendable<A extends string | undefined>(address: A, path: Path): A {
  if (address?.includes('@') && holdsCredentials(address)) throw invalid(path, withoutCredentials)
  return address
}

function holdsCredentials(address: string): boolean {
  return /^https?:/i.test(address) ? !anonymous.test(address) : userBeforeHost.test(address)
}

/** As in `ftp://user:password@host`; `mailto:` and the like have no host. */
const userBeforeHost = /^[a-z][a-z\d+.-]*:\/\/[^/?#\s]*@/i
