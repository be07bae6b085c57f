import { PayloadError } from '../errors.ts'
import { isVisible } from '../messenger/text.ts'

/** Keys and indices from the top of the message. */
export type Path = readonly (string | number)[]

/** The error for one thing of a message that is not what it should be. */
export function invalid(path: Path, message: string): PayloadError {
  return new PayloadError('cim_message', [{ path, message }])
}

/** `value` where it shows something, else a {@link PayloadError} that names where it is missing. */
export function required(value: string | null | undefined, path: Path): string {
  if (isVisible(value)) return value
  throw invalid(path, 'expected a text that is not blank')
}
