import * as z from 'zod/mini'
import { presentIdSchema } from './id.ts'
import { lenient } from './lenient.ts'
import { lenientId } from './lenient-fields.ts'

/** Who wrote or reads: a person by PSID, a Page by its id, or (plugins) a `user_ref`. */
export const partySchema = lenient(() =>
  z.looseObject({ id: lenient(() => presentIdSchema), user_ref: lenientId }),
)

/** A party that the translation needs: the customer. Plugins may know only a `user_ref`. */
export const customerSchema = z
  .looseObject(
    { id: lenient(() => presentIdSchema), user_ref: lenient(() => presentIdSchema) },
    'expected who it is from or to',
  )
  .check(
    z.refine(({ id, user_ref }) => (id ?? user_ref ?? undefined) !== undefined, {
      path: ['id'],
      error: 'expected an id',
    }),
  )
