import { describe, expect, it } from 'vitest'
import { retryAfterMs } from '../../src/http/retry-after.ts'

describe('retryAfterMs', () => {
  it.each([
    ['3', 3000],
    ['1.5', 1500],
    [' 0 ', 0],
    ['soon', undefined],
    ['-3', undefined],
    ['', undefined],
    ['Mon, 23 Nov 2020 12:00:09 GMT', 0],
  ])('%j is %j', (value, expected) => {
    expect(retryAfterMs(new Headers({ 'retry-after': value }))).toBe(expected)
  })

  it.each([
    ['behind ours', 'Mon, 23 Nov 2020 12:00:00 GMT', 'Mon, 23 Nov 2020 12:00:09 GMT', 9000],
    ['ahead of ours', 'Wed, 23 Nov 2090 12:00:00 GMT', 'Wed, 23 Nov 2090 12:00:09 GMT', 9000],
    ['past it', 'Mon, 23 Nov 2020 12:00:10 GMT', 'Mon, 23 Nov 2020 12:00:09 GMT', 0],
    ['unreadable', 'now', 'Mon, 23 Nov 2020 12:00:09 GMT', 0],
  ])('counts from the clock of the service, which is %s', (_, date, retryAfter, expected) => {
    expect(retryAfterMs(new Headers({ date, 'retry-after': retryAfter }))).toBe(expected)
  })

  it('is a number that can be counted with, however long the wait', () => {
    const headers = new Headers({ 'retry-after': '9'.repeat(400) })
    expect(retryAfterMs(headers)).toBe(Number.MAX_SAFE_INTEGER)
  })
})
