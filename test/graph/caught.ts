import { expect } from 'vitest'

/** The error that a promise rejects with, which is of this class. */
export async function caught<E extends Error>(
  promise: Promise<unknown>,
  type: abstract new (...args: never[]) => E,
): Promise<E> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason) => reason,
  )
  expect(error).toBeInstanceOf(type)
  if (error instanceof type) return error
  throw new Error('unreachable')
}
