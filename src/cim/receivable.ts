import { PayloadError } from '../errors.ts'
import { read } from '../schema/reader.ts'
import { type CimMessage, parseCimMessage } from './message.ts'
import { modelSchema } from './model.ts'

/**
 * Holds a message to what CX's model accepts.
 * @throws {PayloadError} with the path of everything that is wrong
 */
export function assertReceivable(message: CimMessage): void {
  parseCimMessage(message)
  const result = read(modelSchema, message)
  if ('issues' in result) throw new PayloadError('cim_message', result.issues)
}
