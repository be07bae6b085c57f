import * as z from 'zod/mini'

/**
 * The most UTF-16 units of a text, which is what `length` counts and what both platforms' limits are held to here.
 * `z.maxLength` counts code points, of which an emoji is one and its units are two or more.
 */
export function maxUnits(max: number) {
  const check = z.check<string>(({ value, issues }) => {
    if (value.length <= max) return
    issues.push({ code: 'too_big', origin: 'string', maximum: max, inclusive: true, input: value })
  })
  // What a JSON Schema of it says.
  check._zod.onattach.push(({ _zod: { bag } }) => {
    bag.maximum = max
  })
  return check
}
