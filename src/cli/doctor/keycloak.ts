import { CcmError } from '../../errors.ts'
import { type Finding, findingsOf, type Patient } from './finding.ts'

/** Whether Keycloak gives the token that calls to CX carry, where its settings are set. */
export async function keycloak(patient: Patient): Promise<readonly Finding[]> {
  const { ok, problem } = findingsOf('Keycloak')
  if (patient.cxHeaders === undefined) return []
  const why = await tokenFailure(patient)
  if (why === undefined) return [ok('Keycloak gives a token.')]
  return [problem(why.replace(/\.?$/, '.'), 'Look at the settings KEYCLOAK_*, and at the client.')]
}

/** Why there is no token for calls to CX; undefined where there is one, or none is wanted. */
export async function tokenFailure({ cxHeaders }: Patient): Promise<string | undefined> {
  try {
    await cxHeaders?.({})
    return undefined
  } catch (error) {
    if (!(error instanceof CcmError)) throw error
    return error.message
  }
}

/** What to do where CX answers 401 or 403. */
export function loginAdvice({ cxHeaders }: Patient): string {
  return cxHeaders === undefined
    ? 'Set KEYCLOAK_ISSUER and KEYCLOAK_CLIENT_ID, with KEYCLOAK_CLIENT_SECRET or a user.'
    : 'Look whether the gateway before CX takes tokens of this realm and client.'
}

/** What to do where there is no token: the check of Keycloak has said why. */
export const withoutToken = [
  'Nothing can be asked without a token.',
  'Do first what is said of Keycloak.',
] as const
