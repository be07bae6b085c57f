/** Whether a browser would open it unchanged. */
export function isWebAddress(address: string): boolean {
  return /^https?:\/\//i.test(address) && URL.canParse(address)
}

/**
 * How many redirects within each other are resolved. More were never seen, and each means parsing the whole address.
 */
const deepest = 5

/**
 * The destination of an address that goes through Facebook: `u` of its link redirect (`l.facebook.com/l.php?u=…`), or
 * `target_url` of an address that opens an app (`fbrpc://…`). Any other address, and a redirect without an http or
 * https destination, stays the same.
 */
export function destinationOf(address: string, depth = deepest): string {
  const target = depth > 0 ? targetOf(address) : undefined
  return target === undefined ? address : destinationOf(target, depth - 1)
}

function targetOf(address: string): string | undefined {
  if (!/[?&](?:u|target_url)=/i.test(address) || !URL.canParse(address)) return undefined
  const { protocol, hostname, pathname, searchParams } = new URL(address)
  const isWeb = /^https?:$/.test(protocol)
  if (isWeb && !isShim(hostname, pathname)) return undefined
  return webAddressIn(searchParams.get(isWeb ? 'u' : 'target_url') ?? '')
}

function isShim(hostname: string, pathname: string): boolean {
  if (/^lm?\.(?:facebook|messenger|instagram|workplace)\.com$/.test(hostname)) return true
  const isFacebook = /(?:^|\.)(?:facebook|messenger)\.com$/.test(hostname)
  return isFacebook && /^\/(?:l\.php|flx\/warn\/?)$/.test(pathname)
}

/** Decodes an address as often as it was encoded. */
function webAddressIn(value: string): string | undefined {
  let address = value.trim()
  for (let times = 0; times < deepest && /^https?%/i.test(address); times += 1) {
    address = decoded(address)
  }
  if (!isWebAddress(address)) return undefined
  return /\s/.test(address) ? new URL(address).href : address
}

/** Unlike `decodeURIComponent`, this accepts a `%` that encodes nothing. */
function decoded(value: string): string {
  const name = value.replaceAll('+', '%2B').replaceAll('&', '%26')
  return new URLSearchParams(`u=${name}`).get('u') ?? value
}
