import { StorageError, type StorageErrorReason } from '../errors.ts'

/**
 * What errors of Redis begin with, where it says why nothing can be stored.
 * @see https://github.com/redis/redis/blob/7.0/src/server.c#L1655 (createSharedObjects)
 */
const reasons = new Map<string, StorageErrorReason>([
  ['OOM', 'full'],
  ['READONLY', 'read_only'],
  ['NOAUTH', 'access_denied'],
  ['WRONGPASS', 'access_denied'],
  ['NOPERM', 'access_denied'],
])

/** What Redis answers to writes while its disk is full begins with this, and says so further on. */
const misconfigured = 'MISCONF'

/**
 * What an error of Redis or of the connection to it means. The error itself is not kept: an error of ioredis carries
 * the command that failed, with the password or the messages in it.
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

/** Of system errors, such as ECONNREFUSED. */
function codeOf(error: Error): string | undefined {
  const code: unknown = 'code' in error ? error.code : undefined
  return typeof code === 'string' ? code : undefined
}

/** Only what looks like a code of Redis: the rest of an error can hold anything. */
function isCode(word: string): boolean {
  return /^[A-Z]{2,24}$/.test(word)
}
