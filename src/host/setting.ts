import * as z from 'zod'
import { isServiceUrl } from '../ccm/options.ts'

/** A required text; `what` describes it. */
export function text(what: string) {
  return z.string({ error: `is missing: ${what}` })
}

/** A text without spaces. */
export function token(what: string) {
  return text(what).regex(/^[\x21-\x7e]+$/, 'must be one word without spaces')
}

/** The URL of a service. */
export function serviceUrl(what: string) {
  return text(what)
    .refine(isServiceUrl, 'must be an http(s) URL without credentials, query or fragment')
    .transform((url) => url.replace(/\/+$/, ''))
}

/** One of a few words. */
export function word<const T extends readonly string[]>(words: T) {
  return z.enum(words, { error: `must be ${words.join(' or ')}` })
}

/** A whole number. */
export function count(min: number, max: number) {
  return z.coerce
    .number({ error: 'must be a number' })
    .int('must be a whole number')
    .min(min, `must be at least ${min}`)
    .max(max, `must be at most ${max}`)
}

/** `true` or `false`, which is the default. */
export function flag() {
  return word(['true', 'false'])
    .default('false')
    .transform((value) => value === 'true')
}

/** Words separated by commas. */
export function list() {
  return z
    .string()
    .default('')
    .transform((value) => value.split(',').map((part) => part.trim()))
    .transform((parts) => parts.filter((part) => part !== ''))
}
