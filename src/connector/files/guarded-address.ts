import ipaddr from 'ipaddr.js'
import { DownloadError } from './download-error.ts'

/** The hosts that downloads may use. */
export type DownloadRules = {
  /** Hosts that are allowed over https at public addresses: names, `*.` and a name for its subdomains, or all. */
  hosts: readonly string[] | 'all'
  /** Hosts that are trusted by name, also at private addresses: names with or without port, or `*.` and a name. */
  allowHosts: readonly string[]
  /** Also allows plain http, for `allowHosts` only. */
  allowInsecure: boolean
}

/**
 * Whether the host of a URL is trusted by name. Its address is not checked then.
 * @throws {DownloadError} when the URL is not allowed at all
 */
export function isTrusted(url: URL, { hosts, allowHosts, allowInsecure }: DownloadRules): boolean {
  const trusted = isAllowed(url, allowHosts)
  const isSecure = url.protocol === 'https:'
  if (!isSecure && !(url.protocol === 'http:' && trusted && allowInsecure)) {
    throw new DownloadError('insecure')
  }
  if (url.username !== '' || url.password !== '') throw new DownloadError('host_refused')
  if (trusted) return true
  const isKnown = url.port === '' && (hosts === 'all' || isAllowed(url, hosts))
  if (!isKnown) throw new DownloadError('host_refused')
  return false
}

/**
 * Whether an address is public: not private, loopback, link-local, multicast or reserved, also not embedded in another
 * (IPv4 within IPv6, 6to4, NAT64).
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false
  const found = ipaddr.process(address)
  return found.range() === 'unicast' && (found.kind() === 'ipv4' || isGlobal(found.toByteArray()))
}

/**
 * Of IPv6 only 2000::/3 is assigned, so lists of special ranges need not name the rest.
 * @see https://www.iana.org/assignments/ipv6-address-space
 */
function isGlobal([first = 0]: readonly number[]): boolean {
  return first >= 0x20 && first < 0x40
}

/** Whether the host of a URL is one of these. */
export function isAllowed(url: URL, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => matches(url, pattern))
}

function matches({ hostname, host }: URL, pattern: string): boolean {
  const wanted = pattern.toLowerCase()
  if (wanted.startsWith('*.')) return hostname.endsWith(wanted.slice(1))
  return [hostname, host, hostname.replace(/^\[|\]$/g, '')].includes(wanted)
}
