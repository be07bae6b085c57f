import { text, textOrNumber } from '../schema/fields.ts'
import { idSchema, optionalIdSchema } from './id.ts'
import { lenient } from './lenient.ts'

/** A text; anything else counts as absent. */
export const lenientText = lenient(() => text)
/** A text or a number; anything else counts as absent. */
export const lenientTextOrNumber = lenient(() => textOrNumber)
/** An id; anything else counts as absent. */
export const lenientId = lenient(() => idSchema)
/** An id, which may be blank; anything else counts as absent. */
export const lenientOptionalId = lenient(() => optionalIdSchema)
