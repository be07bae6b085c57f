import type { AdditionalAttribute, EmittedBody } from '../cim/emitted.ts'

/** A piece of an event that becomes a CIM message of its own. */
export type Part = { body: EmittedBody; attributes: readonly AdditionalAttribute[] }

/** A piece with this body and these attributes. */
export function part(body: EmittedBody, attributes: readonly AdditionalAttribute[] = []): Part {
  return { body, attributes }
}
