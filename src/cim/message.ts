import * as z from 'zod/mini'
import { PayloadError } from '../errors.ts'
import { passes } from '../schema/quick.ts'
import { read } from '../schema/reader.ts'
import { type BodyOf, bodySchema, type UnknownBody } from './body.ts'
import { type CimHeader, headerSchema } from './header.ts'
import { idSchema } from './id.ts'
import { isUsualMessage } from './usual.ts'

/** {@link cimMessageSchema} with its shape. */
export const cimMessageShape = passes(
  z.looseObject({
    id: idSchema,
    header: headerSchema,
    body: bodySchema,
  }),
  isUsualMessage,
)

/**
 * A CIM message as read: what CX sends, in any of its versions and from any of its parts. Those that this package
 * writes are {@link EmittedCimMessage}s, which are narrower. {@link fieldOf} reads fields that are not listed.
 */
export type CimMessage = {
  /** Unique; a UUID in messages of CX. */
  id: string
  /** Who wrote to whom, when, and about which message. */
  header: CimHeader
  /** The content. {@link isKnownBody} is true for the types that this package knows. */
  body: BodyOf | UnknownBody
}

/** A CIM message as read: what CX sends, in any of its versions and from any of its parts. */
export const cimMessageSchema: z.ZodMiniType<CimMessage> = cimMessageShape

/**
 * Reads a CIM message from unknown input. Valid parts are not copied: the message shares objects with the input.
 * @throws {PayloadError} with the path of every mistake.
 */
export function parseCimMessage(value: unknown): CimMessage {
  const { data, issues } = read(cimMessageSchema, value)
  if (issues === undefined) return data
  throw new PayloadError('cim_message', issues)
}
