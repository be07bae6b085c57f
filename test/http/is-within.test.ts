import { expect, it } from 'vitest'
import { isWithin } from '../../src/http/is-within.ts'

it.each([
  [1000, 1000, true],
  [1000, 1999, true],
  [1000, 2000, false],
  // The clock was set back.
  [1000, 999, false],
])('a second since %i is not over at %i: %s', (since, now, expected) => {
  expect(isWithin(1000, since, now)).toBe(expected)
})
