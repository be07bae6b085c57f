import * as z from 'zod'
import { readPayload } from '../errors.ts'

/** An id that becomes part of a URL, so it must not change the path. */
export const pathIdSchema = z
  .string('expected an id in quotes: a number loses digits beyond 2^53')
  .regex(/^(?!\.+$)[\w.:-]+$/, 'expected an id')

/**
 * Checks that the id of a customer fits into a URL.
 * @throws {PayloadError} when it does not
 */
export function checkPsid(psid: string): string {
  return readPayload('options', pathIdSchema, psid, ['psid'])
}
