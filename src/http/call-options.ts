import { PayloadError } from '../errors.ts'

/** The options of every call. */
type CallOptions = { signal?: AbortSignal | undefined }

/**
 * Returns the options of a call. A wrong signal would hide why the call fails.
 * @throws {PayloadError} when they are not an object, or the signal is not an AbortSignal
 */
export function checkedOptions<T extends CallOptions>(options: T | undefined): T | undefined {
  if (options === undefined) return options
  if (typeof options !== 'object' || options === null) {
    throw new PayloadError('options', [
      { path: [], message: 'expected options such as { signal }' },
    ])
  }
  checkSignal(options.signal)
  return options
}

/** Returns the signal of a call's options. @throws {PayloadError} as {@link checkedOptions} */
export function signalOf(options: CallOptions | undefined): AbortSignal | undefined {
  return checkedOptions(options)?.signal
}

/** @throws {PayloadError} when it is not an AbortSignal */
export function checkSignal(signal: AbortSignal | undefined): void {
  if (signal === undefined || typeof signal?.throwIfAborted === 'function') return
  throw new PayloadError('options', [{ path: ['signal'], message: 'expected an AbortSignal' }])
}
