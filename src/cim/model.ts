import * as z from 'zod/mini'
import { read } from '../schema/reader.ts'
import { bodyModels } from './body-models.ts'
import { attributeTypes, senderTypes } from './header.ts'
import { flag, idText, modelList, object, text, timestamp } from './model-values.ts'

const headerModel = z.looseObject({
  sender: z.looseObject({ id: idText, type: z.literal(senderTypes), senderName: text }),
  channelData: z.looseObject({
    channelCustomerIdentifier: idText,
    serviceIdentifier: idText,
    requestPriority: z.nullish(z.int().check(z.gte(0), z.lte(10))),
    customerFirstName: text,
    customerLastName: text,
    additionalAttributes: z.nullish(
      z.array(z.looseObject({ key: z.string(), type: z.literal(attributeTypes) })),
    ),
  }),
  language: object,
  securityInfo: object,
  entities: object,
  timestamp: z.nullish(timestamp),
  stamps: modelList(z.union([z.string(), z.number()])),
  intent: text,
  originalMessageId: text,
  replyToMessageId: text,
  providerMessageId: text,
  conversationId: text,
  channelSessionId: text,
  roomId: text,
  channelSession: object,
  schedulingMetaData: object,
  customer: z.nullish(
    z.looseObject({ isAnonymous: z.nullish(flag), phoneNumber: z.nullish(z.array(z.unknown())) }),
  ),
})

/**
 * A message as CX's Java model reads it: it refuses a whole message for one value of the wrong type or one word that is
 * not in an enum. Other fields may hold anything.
 */
export const modelSchema = z.looseObject({
  id: idText,
  header: headerModel,
  body: z.pipe(
    z.looseObject({ type: z.string(), markdownText: text }),
    z.transform((body, context) => {
      const model = bodyModels.get(body.type)
      if (model === undefined) return body
      const { issues = [] } = read(model, body)
      for (const { path, message } of issues) {
        context.issues.push({ code: 'custom', path: [...path], message, input: body })
      }
      return body
    }),
  ),
})
