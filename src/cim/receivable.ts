import { PayloadError } from '../errors.ts'
import { read } from '../schema/reader.ts'
import { type CimMessage, parseCimMessage } from './message.ts'
import { modelSchema } from './model.ts'

/**
 * Checks a message against what CX's model accepts.
 * @throws {PayloadError} with the path of every mistake
 */
export function assertReceivable(message: CimMessage): void {
  parseCimMessage(message)
  const { issues } = read(modelSchema, message)
  if (issues !== undefined) throw new PayloadError('cim_message', issues)
}
