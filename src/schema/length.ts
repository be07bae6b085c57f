import * as z from 'zod/mini'

/**
 * Checks with the issues and the JSON Schemas of zod's `minLength` and `maxLength`, which weigh a third of a kB in a
 * bundle. The limits of both platforms are UTF-16 units, which these checks count. Zod counts code points: an emoji is one
 * code point, but two units or more.
 */

/** A text, with its length in UTF-16 units, or a list. */
type Sized = { readonly length: number }

/** Requires a length of `minimum` or more. */
export function atLeast(minimum: number) {
  const fault = { code: 'too_small', minimum, continue: true } as const
  return bound('min_length', fault, ({ length }) => length >= minimum)
}

/** Requires a length of `maximum` or less. A longer value gets no other issue. */
export function atMost(maximum: number) {
  const fault = { code: 'too_big', maximum, continue: false } as const
  return bound('max_length', fault, ({ length }) => length <= maximum)
}

type Fault = { code: 'too_small'; minimum: number } | { code: 'too_big'; maximum: number }

function bound(name: string, fault: Fault, isWithin: (value: Sized) => boolean) {
  const check = z.check<Sized>(
    ({ value, issues }) => {
      if (isWithin(value)) return
      const origin = Array.isArray(value) ? 'array' : typeof value
      issues.push({ ...fault, origin, inclusive: true, input: value })
    },
    { when: ({ value }) => Object(value).length !== undefined },
  )
  // From these, zod writes JSON Schemas, and knows which lists are too long to be read.
  Object.assign(check._zod.def, fault, { check: name })
  return check
}
