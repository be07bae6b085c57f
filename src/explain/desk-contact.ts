import type { BodyOf } from '../cim/body.ts'
import { listAt, textAt } from '../outbound/open.ts'
import type { BubbleContent } from './bubble.ts'

/** The contacts of CIM. */
export function contactOf({ contacts }: BodyOf<'CONTACT'>): BubbleContent {
  return {
    kind: 'contact',
    contacts: contacts.map(({ name, phones, additionalContactDetails: details }) => ({
      name: typeof name === 'string' ? name : (name?.formattedName ?? ''),
      lines: [
        ...(phones ?? []).map((phone) => (typeof phone === 'string' ? phone : (phone.phone ?? ''))),
        ...listAt(details, 'emails').map((email) => textAt(email, 'email')),
        textAt(details, 'org', 'company'),
      ].filter(Boolean),
    })),
  }
}
