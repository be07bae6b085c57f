import { describePath, LimitError, type LimitUnit, PayloadError } from '../errors.ts'
import { isVisible } from '../messenger/text.ts'

/** Keys and indices from the top of the message. */
export type Path = readonly (string | number)[]

/** The error for one invalid value of a message. */
export function invalid(path: Path, message: string): PayloadError {
  return new PayloadError('cim_message', [{ path, message }])
}

/** Returns `value` if it shows something, else throws a {@link PayloadError} with its path. */
export function required(value: string | null | undefined, path: Path): string {
  if (isVisible(value)) return value
  throw invalid(path, 'expected a text that is not blank')
}

/** @throws {LimitError} when the value at `path` exceeds a limit */
export function holdToLimit(
  actual: number,
  { max: limit, unit }: { max: number; unit: LimitUnit },
  path: Path,
): void {
  if (actual > limit) throw new LimitError(describePath(path), { limit, actual, unit })
}
