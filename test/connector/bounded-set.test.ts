import { expect, it } from 'vitest'
import { createBoundedSet } from '../../src/connector/bounded-set.ts'

it('keeps the newest', () => {
  const set = createBoundedSet(2)
  for (const value of ['a', 'b', 'b', 'c']) set.add(value)
  expect(['a', 'b', 'c'].map((value) => set.has(value))).toEqual([false, true, true])
})
