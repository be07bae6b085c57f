import { createKeycloakToken, type HeadersFunction } from '../ccm/index.ts'
import { ConfigError, PayloadError } from '../errors.ts'
import { type Settings, settingsSchema } from './settings.ts'

/** The settings of Keycloak alone. */
export const keycloakSchema = settingsSchema.pick({
  KEYCLOAK_ISSUER: true,
  KEYCLOAK_CLIENT_ID: true,
  KEYCLOAK_CLIENT_SECRET: true,
  KEYCLOAK_USERNAME: true,
  KEYCLOAK_PASSWORD: true,
})

/**
 * The headers of calls to CX, with a token; undefined where no realm is set.
 *
 * @throws {ConfigError} with a line for each setting that is missing or wrong
 */
export function keycloakHeaders(
  settings: Pick<Settings, keyof typeof keycloakSchema.shape>,
): HeadersFunction | undefined {
  const { KEYCLOAK_ISSUER: issuer, KEYCLOAK_CLIENT_ID: clientId } = settings
  if (issuer === undefined) return undefined
  if (clientId === undefined) throw new ConfigError(['KEYCLOAK_CLIENT_ID is missing'])
  try {
    return createKeycloakToken({
      issuer,
      clientId,
      clientSecret: settings.KEYCLOAK_CLIENT_SECRET,
      username: settings.KEYCLOAK_USERNAME,
      password: settings.KEYCLOAK_PASSWORD,
    })
  } catch (error) {
    if (!(error instanceof PayloadError)) throw error
    const lines = error.issues.map(({ message }) => `KEYCLOAK_* is wrong: ${message}`)
    throw new ConfigError(lines)
  }
}
