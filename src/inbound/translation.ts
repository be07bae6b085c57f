import type { EmittedCimMessage } from '../cim/emitted.ts'
import type { SkippedEvent } from '../messenger/skipped.ts'

/** What a webhook became: messages in order, and what became none with the reason. */
export type InboundTranslation = { messages: EmittedCimMessage[]; skipped: SkippedEvent[] }
