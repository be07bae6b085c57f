import { PayloadError } from '../errors.ts'

/** The app secret, or several while one replaces the other: a signature with any of them is valid. */
export type AppSecret = string | readonly string[]

/**
 * The secrets as a list.
 *
 * @throws {PayloadError} when a secret is missing or empty: anybody could sign with an empty one
 */
export function secretsOf(appSecret: AppSecret): readonly string[] {
  if (appSecret === undefined) {
    const message = 'expected the app secret, or a list of them: see the settings of the Meta app'
    throw new PayloadError('options', [{ path: ['appSecret'], message }])
  }
  const secrets = typeof appSecret === 'string' ? [appSecret] : appSecret
  if (Array.isArray(secrets) && secrets.length > 0 && secrets.every((secret) => isFilled(secret)))
    return secrets
  throw new PayloadError('options', [{ path: ['appSecret'], message: 'is empty' }])
}

/** Takes any value, because in plain JavaScript an unset environment variable can arrive here. */
export function isFilled(value: unknown): boolean {
  return typeof value === 'string' && value !== ''
}
