import { isObject } from '../messenger/reading.ts'
import type { Problem } from './explanation.ts'

/** The values of `object` for Meta's other products. */
const products: ReadonlyMap<string, string> = new Map([
  ['instagram', 'Instagram'],
  ['whatsapp_business_account', 'WhatsApp'],
  ['user', 'Facebook Login'],
  ['permissions', 'Facebook Login'],
  ['application', 'a Facebook app'],
  ['ad_account', 'an ad account'],
  ['threads', 'Threads'],
])

/** Reports a webhook of another product of Meta; no problem for one of Messenger. */
export function productProblem(body: unknown): Problem[] {
  if (!isObject(body) || typeof body.object !== 'string' || body.object === 'page') return []
  const product = products.get(body.object) ?? 'another product of Meta'
  return [
    {
      path: 'object',
      what: `This is a webhook of ${product}, not of Messenger.`,
      right: 'In a webhook of Messenger `object` is "page".',
    },
  ]
}
