import type { EmittedBody } from '../cim/emitted.ts'
import { type AttributeList, none } from './attributes.ts'

/** A piece of an event that becomes a CIM message of its own. */
export type Part = { body: EmittedBody; attributes: AttributeList }

/** A piece with this body and these attributes. */
export function part(body: EmittedBody, attributes: AttributeList = none): Part {
  return { body, attributes }
}
