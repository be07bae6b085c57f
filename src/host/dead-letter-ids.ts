import * as z from 'zod/mini'
import { readPayload } from '../errors.ts'

const idsSchema = z.array(z.string())

/**
 * Checks the ids of dead letters to replay or to drop. A single text is refused: read as a list, `'12'` would be
 * letters 1 and 2.
 *
 * @throws {PayloadError} when they are not a list of texts
 */
export function deadLetterIds(ids: readonly string[]): readonly string[] {
  return readPayload('options', idsSchema, ids, ['ids'])
}
