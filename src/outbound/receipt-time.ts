import { toMilliseconds } from '../messenger/timestamp.ts'
import { invalid, type Path } from './invalid.ts'

/**
 * The time of a RECEIPT in seconds since 1970, as digits: from seconds, ms or an ISO time. A time without a zone counts
 * as UTC, so that the machine's zone does not matter. CX's Java writes 0 for no time.
 */
export function receiptTime(written: string | null | undefined, path: Path): string | undefined {
  const text = written?.trim() ?? ''
  if (Number(text) === 0) return undefined
  const ms = /^\d+(\.\d+)?$/.test(text) ? toMilliseconds(text) : isoToMs(text)
  if (ms !== undefined && ms >= 0) return String(Math.trunc(ms / 1000))
  throw invalid(path, 'expected seconds, milliseconds or an ISO time')
}

function isoToMs(text: string): number {
  const iso = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:?\d\d)?)?$/i
  const [, date = '', time = '00:00', zone = 'Z'] = iso.exec(text) ?? []
  return Date.parse(`${date}T${time}${zone.toUpperCase().replace(/(\d\d)(\d\d)$/, '$1:$2')}`)
}
