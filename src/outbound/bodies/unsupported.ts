import { UnsupportedBodyError } from '../../errors.ts'
import type { Sending } from '../rendering.ts'

/** The handler of a body that is for the customer but cannot be sent, with the reason. */
export function unsupported(why: string): (body: { type: string }, sending: Sending) => never {
  return ({ type }, { id }) => {
    throw new UnsupportedBodyError(type, id, why)
  }
}
