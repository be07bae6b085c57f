import type { GraphErrorReason } from '../errors.ts'
import { type GraphErrorRow, graphErrorTable } from './codes.ts'

/** Numbers from here on mean the same as `code` and as `error_subcode`. */
const leastLoneNumber = 1_000_000

/** What Meta's answer says about a failure. */
export type Refusal = {
  status: number
  graphCode?: number | undefined
  subcode?: number | undefined
  /** `error.is_transient`. */
  transient?: boolean | undefined
  /** `error.message`, which is read but not kept. */
  words?: string | undefined
}

/** What a failure means: see {@link GraphErrorRow}. */
export type Verdict = {
  reason: GraphErrorReason
  retryable: boolean
  possiblyDelivered: boolean
  meaning: string
}

/**
 * The verdict on a refusal: from its row of the table, else from its HTTP status. `is_transient` and status 429
 * overrule a vague row. Status 429 does not overrule a row that says the message may have been delivered, because the
 * message would be sent again.
 * @see https://developers.facebook.com/docs/graph-api/guides/error-handling
 */
export function verdictOn({ status, graphCode, subcode, transient, words }: Refusal): Verdict {
  const row = rowByWords(graphErrorRow(graphCode, subcode), words ?? '')
  const vague = row === undefined || vagueReasons.has(row.reason)
  if (status === 429 && vague && row?.possiblyDelivered !== true) return tooMany
  if (row === undefined) return transient === true ? passing : verdictOnStatus(status)
  if (transient === true && vague) return { ...passing, meaning: row.meaning }
  const { reason, retryable = false, possiblyDelivered = false, meaning } = row
  return { reason, retryable, possiblyDelivered, meaning }
}

/**
 * Some media that Meta could not fetch are recognised only by the message: `(#100) Failed to fetch the file from the
 * url`.
 */
function rowByWords(row: GraphErrorRow | undefined, words: string): GraphErrorRow | undefined {
  const isVague = row?.code === 100 && row.subcode === undefined
  return isVague && fetchFailed.test(words) ? graphErrorRow(100, mediaNotFetched) : row
}

/** The subcode of media that Meta could not fetch from their URL. */
const mediaNotFetched = 2_018_008

const fetchFailed =
  /\b(?:fail(?:ed|ure)?|unable|could ?n[o']t|can ?n?[o']t)\s+(?:to\s+)?(?:be\s+)?fetch/i

/**
 * The row of the table for a code and a subcode: the one of the pair, else of the subcode alone, else of the code
 * alone, else of the range of codes around it.
 */
export function graphErrorRow(
  code: number | undefined,
  subcode?: number | undefined,
): GraphErrorRow | undefined {
  return (
    graphErrorTable.find((row) => row.code === code && row.subcode === subcode) ??
    rowOfLoneNumber(subcode) ??
    rowOfLoneNumber(code) ??
    graphErrorTable.find((row) => row.code === code && row.subcode === undefined) ??
    graphErrorTable.find((row) => row.subcode === undefined && isWithin(row, code))
  )
}

function rowOfLoneNumber(number: number | undefined): GraphErrorRow | undefined {
  if (number === undefined || number < leastLoneNumber) return undefined
  return (
    graphErrorTable.find((row) => (row.subcode ?? row.code) === number) ??
    graphErrorTable.find((row) => isWithin(row, number))
  )
}

function isWithin({ code, subcode = code, through = subcode }: GraphErrorRow, number = 0): boolean {
  return subcode <= number && number <= through
}

const vagueReasons: ReadonlySet<GraphErrorReason> = new Set([
  'request_invalid',
  'temporary',
  'unknown',
])

const tooMany: Verdict = {
  reason: 'rate_limited',
  retryable: true,
  possiblyDelivered: false,
  meaning: 'Too many calls.',
}

const passing: Verdict = {
  reason: 'temporary',
  retryable: true,
  possiblyDelivered: true,
  meaning: 'Meta calls the failure transient.',
}

function verdictOnStatus(status: number): Verdict {
  if (status >= 500 || status === 408) return { ...passing, meaning: 'The server failed.' }
  return {
    reason: 'unknown',
    retryable: false,
    possiblyDelivered: status < 400,
    meaning: 'The answer has no error code that is known.',
  }
}
