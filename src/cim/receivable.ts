import { readPayload } from '../errors.ts'
import { type CimMessage, parseCimMessage } from './message.ts'
import { modelSchema } from './model.ts'

/**
 * Holds a message to what CX's model accepts.
 * @throws {PayloadError} with the path of everything that is wrong
 */
export function assertReceivable(message: CimMessage): void {
  parseCimMessage(message)
  readPayload('cim_message', modelSchema, message)
}
