import * as z from 'zod/mini'
import { issueWords, PayloadError } from '../errors.ts'
import { attributeTypes, senderTypes } from './header.ts'
import { type CimMessage, parseCimMessage } from './message.ts'

/**
 * Where CX's model, which is Java, is stricter than what this package reads: it refuses a whole message for
 * one enum value that it does not have. All else may be there and may be anything.
 */
const modelSchema = z.looseObject({
  header: z.looseObject({
    sender: z.looseObject({
      id: z.union([z.string().check(z.regex(/\S/)), z.number()]),
      type: z.enum(senderTypes),
    }),
    channelData: z.looseObject({
      requestPriority: z.nullish(z.int().check(z.gte(0), z.lte(10))),
      additionalAttributes: z.nullish(
        z.array(z.looseObject({ key: z.string(), type: z.enum(attributeTypes) })),
      ),
    }),
  }),
  body: z.looseObject({
    type: z
      .string()
      .check(z.refine((type) => type !== 'CAROUSEL', 'the model of CX cannot read one')),
  }),
})

/**
 * Holds a message to what CX's model accepts.
 * @throws {PayloadError} with the path of everything that is wrong
 */
export function assertReceivable(message: CimMessage): void {
  parseCimMessage(message)
  const result = modelSchema.safeParse(message, { error: issueWords })
  if (!result.success) throw new PayloadError('cim_message', result.error.issues)
}
