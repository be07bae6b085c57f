/** Whether a browser would open it as it stands. */
export function isWebAddress(address: string): boolean {
  return /^https?:\/\//i.test(address) && URL.canParse(address)
}

/** More shims around one another were never seen, and each costs a reading of the whole address. */
const deepest = 5

/**
 * Where an address leads that goes through Facebook: to `u` of its link shim (`l.facebook.com/l.php?u=…`), or to
 * `target_url` of one that opens an app (`fbrpc://…`). Any other address, and a shim that leads to no http or https
 * address, as it is.
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
  const [, subdomain = ''] =
    /^(?:([a-z-]+)\.)?(?:facebook|messenger|instagram|workplace)\.com$/.exec(hostname) ?? []
  if (/^lm?$/.test(subdomain)) return true
  const isFacebook = /(?:^|\.)(?:facebook|messenger)\.com$/.test(hostname)
  return isFacebook && /^\/(?:l\.php|flx\/warn\/?)$/.test(pathname)
}

/** An address that was encoded more than once is decoded as often. */
function webAddressIn(value: string): string | undefined {
  let address = value.trim()
  for (let times = 0; times < deepest && /^https?%/i.test(address); times += 1) {
    address = decoded(address)
  }
  if (!isWebAddress(address)) return undefined
  return /\s/.test(address) ? new URL(address).href : address
}

/** Unlike `decodeURIComponent`, this takes a `%` that encodes nothing. */
function decoded(value: string): string {
  const name = value.replaceAll('+', '%2B').replaceAll('&', '%26')
  return new URLSearchParams(`u=${name}`).get('u') ?? value
}
