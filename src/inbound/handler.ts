import type { EventKind, EventOf } from '../messenger/event.ts'
import type { InboundContext } from './context.ts'
import type { InboundTranslation } from './translation.ts'

/** Translates an event of one kind. */
export type EventHandler<K extends EventKind> = (
  event: EventOf<K>,
  context: InboundContext,
) => InboundTranslation
