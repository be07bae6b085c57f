import { StorageError, type StorageErrorReason } from '../errors.ts'

/**
 * The first words of Redis errors that say why nothing can be stored.
 * @see https://github.com/redis/redis/blob/7.0/src/server.c#L1655 (createSharedObjects)
 */
const reasons = new Map<string, StorageErrorReason>([
  ['OOM', 'full'],
  ['READONLY', 'read_only'],
  ['NOAUTH', 'access_denied'],
  ['WRONGPASS', 'access_denied'],
  ['NOPERM', 'access_denied'],
])

/** The first word of the error that Redis gives when its disk is full; the rest of the message names the reason. */
const misconfigured = 'MISCONF'

/**
 * Translates an error of Redis or of the connection. The error itself is not kept: an error of ioredis carries the
 * failed command, with the password or messages in it.
 */
export function storageFailure(error: unknown): StorageError {
  if (error instanceof StorageError) return error
  if (!(error instanceof Error)) return new StorageError('unavailable')
  const [word = ''] = error.message.split(' ', 1)
  if (word === misconfigured && error.message.includes('No space left on device')) {
    return new StorageError('full', word)
  }
  const reason = reasons.get(word)
  if (reason) return new StorageError(reason, word)
  return new StorageError('unavailable', codeOf(error) ?? (isCode(word) ? word : undefined))
}

/** The code of a system error, such as ECONNREFUSED. */
function codeOf(error: Error): string | undefined {
  const code: unknown = 'code' in error ? error.code : undefined
  return typeof code === 'string' ? code : undefined
}

/** Whether a word looks like an error code of Redis. Other words can hold anything. */
function isCode(word: string): boolean {
  return /^[A-Z]{2,24}$/.test(word)
}
