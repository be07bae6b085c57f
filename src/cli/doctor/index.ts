import { createCcmClient } from '../../ccm/index.ts'
import { isMessengerCimError } from '../../errors.ts'
import { ccm } from './ccm.ts'
import { clock } from './clock.ts'
import { fileEngine } from './file-engine.ts'
import type { Check, Finding, Patient } from './finding.ts'
import { keycloak } from './keycloak.ts'
import { pageToken } from './page-token.ts'
import { permissions } from './permissions.ts'
import { settings } from './settings.ts'
import { store } from './store.ts'
import { subscription } from './subscription.ts'
import { webhookAddress } from './webhook-address.ts'

/** All checks, each after those that it depends on. */
const checks: readonly Check[] = [
  settings,
  pageToken,
  permissions,
  subscription,
  webhookAddress,
  keycloak,
  ccm,
  fileEngine,
  clock,
  store,
]

/** Runs one check after another, and yields each finding at once. */
export async function* examine(patient: Patient): AsyncGenerator<Finding> {
  const whole = await withChannel(patient)
  for (const check of checks) yield* await check(whole)
}

/** Adds the settings of the channel in CX that the environment lacks. */
async function withChannel(patient: Patient): Promise<Patient> {
  const { ccmUrl, pageId, cxHeaders, pageAccessToken, verifyToken } = patient
  if (ccmUrl === undefined || pageId === undefined || (pageAccessToken && verifyToken))
    return patient
  try {
    const client = createCcmClient({
      baseUrl: ccmUrl,
      headers: cxHeaders,
      retries: 0,
      timeoutMs: 10_000,
    })
    const channel = await client.configuration(pageId)
    return {
      ...patient,
      pageAccessToken: pageAccessToken ?? channel.pageAccessToken,
      verifyToken: verifyToken ?? channel.verifyToken,
    }
  } catch (error) {
    // The check of CCM reports that.
    if (isMessengerCimError(error)) return patient
    throw error
  }
}
