import type { BodyOf } from '../../cim/body.ts'
import { action, type Rendering } from '../rendering.ts'
import { nothingToSend } from './nothing.ts'

/** DELIVERYNOTIFICATION: READ, in any case, becomes `mark_seen`. Messenger shows customers no other status. */
export function deliveryNotification({ status }: BodyOf<'DELIVERYNOTIFICATION'>): Rendering {
  if (status?.trim().toUpperCase() !== 'READ')
    return nothingToSend('Messenger shows customers only that they were read')
  return action('mark_seen')
}
