import * as z from 'zod/mini'

/** A field that no message needs: one of another type counts as absent and costs nothing else. */
export function lenient<T extends z.core.$ZodType>(schema: T) {
  return z.catch(z.nullish(schema), undefined)
}

/** Meta has written flags as strings and numbers too. */
export function isTrue(value: unknown): boolean {
  return ['true', '1'].includes(String(value).toLowerCase())
}
