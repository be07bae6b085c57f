import { PayloadError } from '../errors.ts'

/**
 * Makes sure that there is a sample of a kind.
 * @throws {PayloadError} that names those that there are
 */
export function checkKind(option: string, kind: string, known: readonly string[]): void {
  if (known.includes(kind)) return
  const message = `expected one of ${known.join(', ')}`
  throw new PayloadError('options', [{ path: [option], message }])
}
