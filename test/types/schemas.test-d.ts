/**
 * The public types are written out, with a docstring for each field. Here they are held to the schemas, which are
 * what counts at run time: a field that only one of the two has does not compile.
 */
import type {
  BodyOf,
  BodyType,
  CimHeader,
  CimMessage,
  EmittedCimMessage,
  EventItems,
  MessageRequest,
  MessengerAttachment,
  OutgoingAttachment,
  OutgoingMessage,
  SenderActionRequest,
  UnknownBody,
} from 'messenger-cim'
import { expectTypeOf } from 'vitest'
import type * as z from 'zod/mini'
import type { bodyShapes } from '../../src/cim/body.ts'
import type { emittedCimMessageShape } from '../../src/cim/emitted.ts'
import type { headerSchema } from '../../src/cim/header.ts'
import type { cimMessageShape } from '../../src/cim/message.ts'
import type { fieldsSchema } from '../../src/messenger/attachment.ts'
import type { itemSchemas } from '../../src/messenger/item.ts'
import type {
  outgoingAttachmentSchema,
  outgoingMessageShape,
} from '../../src/messenger/outgoing-message.ts'
import type { messageRequestSchema, senderActionSchema } from '../../src/messenger/send-request.ts'
import type { Closed } from './closed.ts'

/** What a schema gives, as a user sees it. */
type Read<Schema> = Closed<z.infer<Schema>>

type Bodies = { [K in BodyType]: BodyOf<K> }
type ReadBodies = { -readonly [K in keyof typeof bodyShapes]: Read<(typeof bodyShapes)[K]> }

export function cim() {
  expectTypeOf<Closed<CimHeader>>().toEqualTypeOf<Read<typeof headerSchema>>()
  expectTypeOf<Closed<Bodies>>().toEqualTypeOf<ReadBodies>()
  expectTypeOf<Closed<CimMessage>>().toEqualTypeOf<Read<typeof cimMessageShape>>()
  expectTypeOf<Closed<EmittedCimMessage>>().toEqualTypeOf<Read<typeof emittedCimMessageShape>>()
  expectTypeOf<UnknownBody>().toEqualTypeOf<{ type: string; markdownText?: unknown }>()
}

export function sendRequests() {
  expectTypeOf<Closed<MessageRequest>>().toEqualTypeOf<
    Read<ReturnType<typeof messageRequestSchema>>
  >()
  expectTypeOf<Closed<OutgoingMessage>>().toEqualTypeOf<
    Read<ReturnType<typeof outgoingMessageShape>>
  >()
  expectTypeOf<Closed<OutgoingAttachment>>().toEqualTypeOf<
    Read<ReturnType<typeof outgoingAttachmentSchema>>
  >()
  expectTypeOf<Closed<SenderActionRequest>>().toEqualTypeOf<
    Read<ReturnType<typeof senderActionSchema>>
  >()
}

type ItemSchemas = ReturnType<typeof itemSchemas>
type ReadItems = { -readonly [K in keyof ItemSchemas]: Read<ItemSchemas[K]> }

export function events() {
  expectTypeOf<Closed<EventItems>>().toEqualTypeOf<ReadItems>()
  expectTypeOf<Closed<Omit<MessengerAttachment, 'raw'>>>().toEqualTypeOf<
    Read<ReturnType<typeof fieldsSchema>>
  >()
}
