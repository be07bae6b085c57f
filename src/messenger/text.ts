import * as z from 'zod/mini'
import { text } from '../schema/fields.ts'
import { maxUnits } from '../schema/max-units.ts'

/** A character that can be seen; a space, a control or a mark without a letter of its own cannot. */
const visible = /[^\s\p{Cc}\p{Default_Ignorable_Code_Point}]/u

/** Whether there is something to see. */
export function isVisible(text: string | null | undefined): text is string {
  if (!text) return false
  // Most texts begin with a visible character of ASCII, which is known without the expression, in a fifth of the time.
  const code = text.charCodeAt(0)
  return (code > 0x20 && code < 0x7f) || visible.test(text)
}

/** A text of at most `max` UTF-16 units with something to see. */
export function visibleText(max: number) {
  return text.check(maxUnits(max), z.regex(visible, 'expected something to see'))
}

/** An address whose part before its host holds no user name or password. */
export const anonymous = /^https?:(?![/\\]*[^/\\?#]*@)/i

/** What is wrong with an address that is not {@link anonymous}. */
export const withoutCredentials = 'expected an address without user name and password'

/** An absolute http or https address without user name and password, which are for no one else. */
export const addressSchema = text.check(
  z.regex(/^https?:\/\/\S+$/, 'expected an http or https address'),
  z.regex(anonymous, withoutCredentials),
)

/** {@link addressSchema}, or nothing. */
export const optionalAddress = z.optional(addressSchema)

/** A text of at most so many UTF-16 units. */
export function textUpTo(max: number) {
  return text.check(maxUnits(max))
}

/** A list of one entry or more, and at most so many. */
export function listUpTo<T extends z.core.$ZodType>(max: number, entry: T, min = 1) {
  return z.array(entry).check(z.minLength(min), z.maxLength(max))
}
