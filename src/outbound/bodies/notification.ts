import type { BodyOf } from '../../cim/body.ts'
import { action, type Rendering } from '../rendering.ts'
import { nothingToSend } from './nothing.ts'

/**
 * NOTIFICATION: an agent starts or stops typing. Other notifications are internal to CX.
 * @see https://developers.facebook.com/docs/messenger-platform/send-messages/sender-actions
 */
export function notification({ notificationType }: BodyOf<'NOTIFICATION'>): Rendering {
  if (notificationType === 'TYPING_STARTED') return action('typing_on')
  if (notificationType === 'TYPING_STOPPED') return action('typing_off')
  return nothingToSend('a signal between the parts of CX')
}
