import * as z from 'zod/mini'
import { issueWords, PayloadError } from '../errors.ts'
import { bodySchema } from './body.ts'
import { headerSchema } from './header.ts'
import { idSchema } from './id.ts'

/** A CIM message as read: what CX sends, in any of its versions and from any of its parts. */
export const cimMessageSchema = z.looseObject({
  id: idSchema,
  header: headerSchema,
  body: bodySchema,
})

/** A CIM message. Those that this package writes are {@link EmittedCimMessage}s, which are narrower. */
export type CimMessage = z.infer<typeof cimMessageSchema>

/**
 * Reads a CIM message from unknown input.
 * @throws {PayloadError} with the path of everything that is wrong.
 */
export function parseCimMessage(value: unknown): CimMessage {
  const result = cimMessageSchema.safeParse(value, { error: issueWords })
  if (result.success) return result.data
  throw new PayloadError('cim_message', result.error.issues)
}
