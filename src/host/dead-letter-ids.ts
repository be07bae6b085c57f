import * as z from 'zod/mini'
import { readPayload } from '../errors.ts'

const idsSchema = z.array(z.string())

/**
 * The ids of dead letters that a store is to replay or to drop. A text is none: taken for a list, `'12'` would be
 * letters 1 and 2.
 *
 * @throws {PayloadError} when they are no list of texts
 */
export function deadLetterIds(ids: readonly string[]): readonly string[] {
  return readPayload('options', idsSchema, ids, ['ids'])
}
