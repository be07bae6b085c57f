import { createKeycloakToken, type HeadersFunction } from '../ccm/index.ts'
import { ConfigError, PayloadError } from '../errors.ts'
import { type Settings, settingsSchema } from './settings.ts'

/** Only the settings of Keycloak. */
export const keycloakSchema = settingsSchema.pick({
  KEYCLOAK_ISSUER: true,
  KEYCLOAK_CLIENT_ID: true,
  KEYCLOAK_CLIENT_SECRET: true,
  KEYCLOAK_USERNAME: true,
  KEYCLOAK_PASSWORD: true,
})

type KeycloakSettings = Pick<Settings, keyof typeof keycloakSchema.shape>

/**
 * A function that gives calls to CX their headers, with a token; undefined when no realm is set.
 *
 * @throws {ConfigError} with a line for each setting that is missing
 */
export function keycloakHeaders(settings: KeycloakSettings): HeadersFunction | undefined {
  const lines = keycloakLines(settings)
  if (lines.length > 0) throw new ConfigError(lines)
  return settings.KEYCLOAK_ISSUER === undefined ? undefined : tokenOf(settings)
}

/** A line for each setting of Keycloak that the given ones need and that is missing. */
export function keycloakLines(settings: KeycloakSettings): string[] {
  if (settings.KEYCLOAK_ISSUER === undefined) {
    const names = Object.keys(keycloakSchema.shape)
    const given = Object.entries(settings).find(
      ([name, value]) => names.includes(name) && value !== undefined,
    )?.[0]
    return given === undefined ? [] : [`KEYCLOAK_ISSUER is missing, though ${given} is given`]
  }
  const missing = settings.KEYCLOAK_CLIENT_ID === undefined ? ['KEYCLOAK_CLIENT_ID is missing'] : []
  try {
    tokenOf(settings)
    return missing
  } catch (error) {
    if (!(error instanceof PayloadError)) throw error
    const others = error.issues.map(({ path, message }) => lineOf(String(path[0]), message))
    return [...missing, ...others]
  }
}

/** @throws {PayloadError} when a secret, or a half of user and password, is missing */
function tokenOf(settings: KeycloakSettings): HeadersFunction {
  return createKeycloakToken({
    issuer: settings.KEYCLOAK_ISSUER,
    // A placeholder, so that the other settings are checked too. No token is requested with it.
    clientId: settings.KEYCLOAK_CLIENT_ID ?? 'missing',
    clientSecret: settings.KEYCLOAK_CLIENT_SECRET,
    username: settings.KEYCLOAK_USERNAME,
    password: settings.KEYCLOAK_PASSWORD,
  })
}

/** The line about an option: `clientSecret` comes from the setting `KEYCLOAK_CLIENT_SECRET`. */
function lineOf(option: string, message: string): string {
  const name = option.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()
  return `KEYCLOAK_${name} is missing: ${message}`
}
