import { describe, expect, it } from 'vitest'
import { bodySchemas } from '../../../src/cim/body.ts'
import { type BodyHandlers, bodyHandlers } from '../../../src/outbound/bodies/index.ts'

describe('the map of bodies', () => {
  it('has a handler for every type and no other', () => {
    expect(Object.keys(bodyHandlers).toSorted()).toEqual(Object.keys(bodySchemas).toSorted())
  })

  it('does not compile without one of them', () => {
    const { PLAIN, ...rest } = bodyHandlers
    // @ts-expect-error A type of body without a handler is an error of the compiler.
    const incomplete: BodyHandlers = rest
    expect(incomplete).not.toHaveProperty('PLAIN')
  })
})
