import type { LookupAddress, lookup as systemLookup } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { DownloadError } from './download-error.ts'
import { isPublicAddress } from './guarded-address.ts'

/**
 * Resolves names for a connection, and refuses one when any of its addresses is not public. It is the
 * connection's own lookup, so what was judged is what is connected to.
 */
export function guardedLookup(lookup: typeof systemLookup): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      const [first] = addresses ?? []
      if (error) callback(error, [])
      else if (first === undefined || !addresses.every(isPublic)) {
        callback(new DownloadError('address_refused'), [])
      } else if (options.all) callback(null, addresses)
      else callback(null, first.address, first.family)
    })
  }
}

function isPublic({ address }: LookupAddress): boolean {
  return isPublicAddress(address)
}
