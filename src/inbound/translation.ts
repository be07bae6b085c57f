import type { EmittedCimMessage } from '../cim/emitted.ts'
import type { SkippedEvent } from '../messenger/skipped.ts'

/** The translation of a webhook. */
export type InboundTranslation = {
  /** The messages for CX, in order. */
  messages: EmittedCimMessage[]
  /** Every event that became no message, with the reason. */
  skipped: SkippedEvent[]
}
