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
  const parts = {
    street_1: at('street1'),
    street_2: at('street2'),
    city: at('city'),
    postal_code: at('postalCode'),
    state: at('state'),
    country: at('country'),
  }
  const { street_2, ...required } = parts
  if (Object.values(required).includes('')) return { text: joinTexts(Object.values(parts), ', ') }
  return { address: street_2 === '' ? required : parts }

  function at(key: string): string {
    return show(textAt(written, key))
  }
}
