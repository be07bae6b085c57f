import * as z from 'zod/mini'
import { atLeast } from './length.ts'

/** Any string. This and the other schemas of fields are made once, because every schema adds to the time of a start. */
export const text = z.string()
/** A string, null or nothing. */
export const nullishText = z.nullish(text)
/** A string or nothing. */
export const optionalText = z.optional(text)
/** A string of one character or more. */
export const filledText = text.check(atLeast(1))

/** Any number that JSON can hold. */
export const number = z.number()
/** A whole number that has all its digits. */
export const integer = number.check(z.refine(Number.isSafeInteger, 'expected an integer'))
/** A number or nothing. */
export const optionalNumber = z.optional(number)
/** A string or a number. */
export const textOrNumber = z.union([text, number])
/** A string, or a number that becomes one. */
export const numberAsText = z.union([text, z.pipe(number, z.transform(String))])
/** The same, or null, or nothing. */
export const nullishNumberAsText = z.nullish(numberAsText)

/** True, false or nothing. */
export const optionalFlag = z.optional(z.boolean())
/** Any value, or nothing. */
export const anything = z.optional(z.unknown())
