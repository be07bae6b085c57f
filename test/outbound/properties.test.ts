import fc from 'fast-check'
import { describe, it } from 'vitest'
import { outboundProperties } from './properties.ts'

describe('for any input, cimToMessenger', () => {
  it.each(Object.entries(outboundProperties))('%s', { timeout: 120_000 }, (_, property) => {
    fc.assert(property, { numRuns: 2000 })
  })
})
