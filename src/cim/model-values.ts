import * as z from 'zod/mini'

/** A value that Java reads as a text: also numbers and flags. */
export const text = z.nullish(z.union([z.string(), z.number(), z.boolean()]))
/** An id that is not blank, also as a number. */
export const idText = z.union([z.string().check(z.regex(/\S/, 'expected an id')), z.number()])
/** An address that is not blank. */
export const link = z.string().check(z.regex(/\S/, 'expected an address'))
/** An integer, also as digits. */
export const whole = z.union([
  z.int(),
  z.string().check(z.regex(/^\s*-?\d*\s*$/, 'expected an integer')),
])
/** A number, also as digits. */
export const number = z.union([
  z.number(),
  z.string().check(z.regex(/^\s*(?:-?\d+(?:\.\d+)?)?\s*$/, 'expected a number')),
])
/** A flag, also as a word. */
export const flag = z.union([z.boolean(), z.literal(['true', 'false'])])
/** An object or nothing, but neither a list nor a text. */
export const object = z.nullish(
  z.custom<object>(
    (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
    'expected object',
  ),
)

/** A list or nothing. */
export function modelList<T extends z.ZodMiniType>(entry: T) {
  return z.nullish(z.array(z.nullish(entry)))
}

/** ms since 1970, also as digits, or an ISO time; the Agent Desk writes `""` for none. */
export const timestamp = z.union([
  z.number(),
  z
    .string()
    .check(
      z.refine(
        (value) =>
          /^\d*$/.test(value) ||
          (/^\d{4}-\d\d-\d\d/.test(value) && !Number.isNaN(Date.parse(value))),
        'expected milliseconds or an ISO time',
      ),
    ),
])
