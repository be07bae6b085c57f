import type { LookupAddress, lookup as systemLookup } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { DownloadError } from './download-error.ts'
import { isPublicAddress } from './guarded-address.ts'

/**
 * Resolves names for a connection, and refuses a name when any of its addresses is not public. The connection itself
 * uses this lookup, so it connects to an address that was checked.
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
