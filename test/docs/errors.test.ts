import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { GraphErrorReason, MessengerCimErrorCode } from '../../src/errors.ts'
import { graphErrorTable } from '../../src/graph/index.ts'

const page = readFileSync(join(import.meta.dirname, '../../docs/errors.md'), 'utf8')

const reasons = {
  rate_limited: true,
  token_invalid: true,
  permission_missing: true,
  window_closed: true,
  recipient_unavailable: true,
  thread_not_owned: true,
  media_rejected: true,
  request_invalid: true,
  page_restricted: true,
  temporary: true,
  no_response: true,
  timed_out: true,
  unknown: true,
} satisfies Record<GraphErrorReason, true>

const codes = {
  payload_invalid: true,
  body_unsupported: true,
  limit_exceeded: true,
  signature_invalid: true,
  graph_error: true,
  send_aborted: true,
  ccm_error: true,
  storage_failed: true,
  config_invalid: true,
} satisfies Record<MessengerCimErrorCode, true>

/** The cells of a section's table, row by row. */
function tableOf(section: string): string[][] {
  return section
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .slice(1)
    .map((line) => line.slice(2, -2).split(' | '))
}

const [classes = '', ofReasons = '', ofCodes = ''] = page.split('\n## ')

describe('docs/errors.md', () => {
  it('has a row for each class of error, and no other', () => {
    expect(tableOf(classes).map(([code]) => code)).toEqual(
      Object.keys(codes).map((code) => `\`${code}\``),
    )
  })

  it('has a row for each reason, and no other', () => {
    expect(tableOf(ofReasons).map(([reason]) => reason)).toEqual(
      Object.keys(reasons).map((reason) => `\`${reason}\``),
    )
  })

  it('says of each code what the table of the code says', () => {
    const rows = graphErrorTable.map((row) => [
      `${row.code}${row.subcode === undefined ? '' : `/${row.subcode}`}${row.through === undefined ? '' : `–${row.through}`}`,
      row.meaning,
      `\`${row.reason}\``,
      (row.retryable ? 'later' : 'no') + (row.possiblyDelivered ? ', may have arrived' : ''),
      row.advice,
      `[page](${row.source})`,
    ])
    expect(tableOf(ofCodes)).toEqual(rows)
  })
})
