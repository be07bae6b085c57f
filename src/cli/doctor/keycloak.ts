import { CcmError } from '../../errors.ts'
import { type Finding, findingsOf, type Patient } from './finding.ts'

/** Checks whether Keycloak issues the token for calls to CX, if its settings are given. */
export async function keycloak(patient: Patient): Promise<readonly Finding[]> {
  const { ok, problem } = findingsOf('Keycloak')
  if (patient.cxHeaders === undefined) return []
  const why = await tokenFailure(patient)
  if (why === undefined) return [ok('Keycloak gives a token.')]
  const todo = 'Check the settings KEYCLOAK_*, the client in Keycloak, and whether Keycloak runs.'
  return [problem(why.replace(/\.?$/, '.'), todo)]
}

/** Why there is no token for calls to CX; undefined when there is one, or none is needed. */
export async function tokenFailure({ cxHeaders }: Patient): Promise<string | undefined> {
  try {
    await cxHeaders?.({})
    return undefined
  } catch (error) {
    if (!(error instanceof CcmError)) throw error
    return error.message
  }
}

/** What to do when CX answers 401 or 403. */
export function loginAdvice({ cxHeaders }: Patient): string {
  return cxHeaders === undefined
    ? 'Set KEYCLOAK_ISSUER and KEYCLOAK_CLIENT_ID, with KEYCLOAK_CLIENT_SECRET or a user.'
    : 'Check whether the gateway before CX takes tokens of this realm and client.'
}

/** What to do without a token. The check of Keycloak has reported the reason. */
export const withoutToken = [
  'Nothing can be asked without a token.',
  'Fix the problem with Keycloak first.',
] as const
