import { isDeepStrictEqual } from 'node:util'
import type fc from 'fast-check'

/** Properties by what they say. */
export type Properties = Readonly<Record<string, fc.IRawProperty<unknown>>>

/** Fails the property that calls it, with the reason. */
export function mustHold(condition: boolean, otherwise: string): void {
  if (!condition) throw new Error(otherwise)
}

/** Whether two values are the same, through and through. */
export function equal(one: unknown, other: unknown): boolean {
  return isDeepStrictEqual(one, other)
}
