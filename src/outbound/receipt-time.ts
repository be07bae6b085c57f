import { invalid, type Path } from './invalid.ts'

/** Above this a number of seconds would be the year 5138: then it counts milliseconds. */
const firstMs = 1e11

/** The last time that a date can have. */
const lastMs = 8.64e15

/**
 * The time of a RECEIPT in seconds since 1970, as digits: from seconds, from ms, or from an ISO time,
 * which without a zone counts as UTC so that no machine's zone matters. CX's Java writes 0 for none.
 */
export function receiptTime(written: string | null | undefined, path: Path): string | undefined {
  const text = written?.trim() ?? ''
  if (Number(text) === 0) return undefined
  const ms = /^\d+(\.\d+)?$/.test(text) ? toMs(Number(text)) : isoToMs(text)
  if (ms >= 0 && ms <= lastMs) return String(Math.trunc(ms / 1000))
  throw invalid(path, 'expected seconds, milliseconds or an ISO time')
}

function toMs(count: number): number {
  return count < firstMs ? count * 1000 : count
}

function isoToMs(text: string): number {
  const iso = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:?\d\d)?)?$/i
  const [, date, time = '00:00', zone = 'Z'] = iso.exec(text) ?? []
  if (date === undefined) return Number.NaN
  return Date.parse(`${date}T${time}${zone.toUpperCase().replace(/(\d\d)(\d\d)$/, '$1:$2')}`)
}
