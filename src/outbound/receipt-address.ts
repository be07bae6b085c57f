import type { BodyOf } from '../cim/body.ts'
import type { TemplatePayload } from '../messenger/template-types.ts'
import { textAt } from './open.ts'
import { type FieldReader, joinTexts } from './text.ts'

/** An address as a receipt takes it, or as a text when a required part is missing. */
export type ReceiptAddress = {
  address?: NonNullable<Extract<TemplatePayload, { template_type: 'receipt' }>['address']>
  text?: string
}

/** Reads the address of a RECEIPT. */
export function receiptAddress(
  written: BodyOf<'RECEIPT'>['address'],
  show: FieldReader['show'],
): ReceiptAddress {
  const [street_1 = '', street_2 = '', city = '', postal_code = '', state = '', country = ''] = [
    'street1',
    'street2',
    'city',
    'postalCode',
    'state',
    'country',
  ].map((key) => show(textAt(written, key)))
  const parts = [street_1, street_2, city, postal_code, state, country]
  const isWhole = [street_1, city, postal_code, state, country].every((part) => part !== '')
  if (!isWhole) return { text: joinTexts(parts, ', ') }
  const second = street_2 !== '' && { street_2 }
  return { address: { street_1, ...second, city, postal_code, state, country } }
}
