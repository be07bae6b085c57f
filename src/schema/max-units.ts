import * as z from 'zod/mini'

/**
 * Limits the UTF-16 units of a text, which `length` counts and which this package uses for the limits of both
 * platforms. `z.maxLength` counts code points: an emoji is one code point, but two units or more.
 */
export function maxUnits(max: number) {
  const check = z.check<string>(({ value, issues }) => {
    if (value.length <= max) return
    issues.push({ code: 'too_big', origin: 'string', maximum: max, inclusive: true, input: value })
  })
  // For the JSON Schema.
  check._zod.onattach.push(({ _zod: { bag } }) => {
    bag.maximum = max
  })
  return check
}
