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
})
