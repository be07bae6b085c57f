import type { EventOf } from '../../messenger/event.ts'
import { isOwnMetadata } from '../../messenger/metadata.ts'
import type { InboundContext } from '../context.ts'
import { skip } from '../skip.ts'
import type { InboundTranslation } from '../translation.ts'
import { message } from './message.ts'

/**
 * A message of the Page: sent by us, by another app, or by a person in the Page's inbox. Ours are in CX already, so
 * only the others can become messages.
 * @see https://developers.facebook.com/docs/messenger-platform/reference/webhook-events/message-echoes
 */
export function echo(event: EventOf<'echo'>, context: InboundContext): InboundTranslation {
  const { app_id, metadata } = event.message
  const isOwn = isOwnMetadata(metadata) || (!!app_id && app_id === context.appId)
  if (isOwn) return skip(event, 'own-echo', 'the echo of a message that we sent')
  if (context.echoes === 'translate') return message(event, context)
  return skip(event, 'echo', 'a message that the Page sent by other means')
}
