import type { EmittedCimMessage } from '../cim/emitted.ts'
import type { SkippedEvent } from '../messenger/skipped.ts'

/** The translation of a webhook: messages in order, and skipped events with the reason. */
export type InboundTranslation = { messages: EmittedCimMessage[]; skipped: SkippedEvent[] }
