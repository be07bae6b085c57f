import * as z from 'zod'
import { readPayload } from '../errors.ts'

/** An id that becomes a part of an address: nothing in it may lead elsewhere. */
export const pathIdSchema = z
  .string('expected an id in quotes: a number loses digits beyond 2^53')
  .regex(/^(?!\.+$)[\w.:-]+$/, 'expected an id')

/** Gives the id of a customer, fit for an address. Throws {@link PayloadError}. */
export function checkPsid(psid: string): string {
  return readPayload('options', pathIdSchema, psid, ['psid'])
}
