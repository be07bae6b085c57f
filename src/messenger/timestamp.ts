import * as z from 'zod/mini'
import { passes } from '../schema/quick.ts'

/** Timestamps below this are in seconds: 1e11 s is in the year 5138, 1e11 ms in March 1973. */
const firstMilliseconds = 1e11

/** The last moment that a `Date` can hold. */
const lastMilliseconds = 8.64e15

/**
 * A point in time as Meta writes it: a number or digits in a string, in ms or (lead ads, calls, appointments) in
 * seconds. Read as ms; a value that is not a time (`""`, `null`) is read as undefined.
 */
export const timestampSchema = passes(
  z.optional(z.pipe(z.unknown(), z.transform(toMilliseconds))),
  isMilliseconds,
)

/** Normalises seconds and ms, numbers and digits, to whole ms. */
export function toMilliseconds(value: unknown): number | undefined {
  const time = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  if (typeof time !== 'number' || !(time > 0 && time <= lastMilliseconds)) return undefined
  return Math.trunc(time < firstMilliseconds ? time * 1000 : time)
}

/** Whether a point in time has the usual form: whole ms. */
export function isMilliseconds(value: unknown): value is number {
  return Number.isInteger(value) && value === toMilliseconds(value)
}
