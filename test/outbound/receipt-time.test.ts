import { describe, expect, it } from 'vitest'
import { PayloadError } from '../../src/errors.ts'
import { receiptTime } from '../../src/outbound/receipt-time.ts'

const path = ['body', 'timestamp']

describe('the time of a receipt', () => {
  it.each([
    ['1795382400', '1795382400'],
    ['1795382400123', '1795382400'],
    ['1795382400.9', '1795382400'],
    ['2026-11-22T21:20:00Z', '1795382400'],
    ['2026-11-22T21:20:00.500+00:00', '1795382400'],
    ['2026-11-23 02:20:00+0500', '1795382400'],
    ['2026-11-22t21:20z', '1795382400'],
    ['2026-11-22T21:20', '1795382400'],
    ['2026-11-22', '1795305600'],
  ])('%s is %s', (written, seconds) => {
    expect(receiptTime(written, path)).toBe(seconds)
  })

  it.each([null, undefined, '', ' ', '0', '0.0'])('%j is none', (written) => {
    expect(receiptTime(written, path)).toBeUndefined()
  })

  it.each(['now', '-5', '1e30', '9'.repeat(30), '2026-13-45', '22.11.2026', '1960-01-01'])(
    '%s is refused',
    (written) => {
      expect(() => receiptTime(written, path)).toThrow(PayloadError)
    },
  )
})
