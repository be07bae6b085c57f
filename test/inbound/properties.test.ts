import fc from 'fast-check'
import { describe, it } from 'vitest'
import { inboundProperties } from './properties.ts'

describe('for any input, messengerToCim', () => {
  it.each(Object.entries(inboundProperties))('%s', (_, property) => {
    fc.assert(property, { numRuns: 2000 })
  })
})
