import { createCcmClient } from '../../ccm/index.ts'
import { CcmError, PayloadError } from '../../errors.ts'
import { type Finding, findingsOf, type Patient } from './finding.ts'
import { patience } from './graph-answer.ts'
import { loginAdvice, tokenFailure, withoutToken } from './keycloak.ts'

/** Checks whether CCM knows the channel, and its settings. */
export async function ccm(patient: Patient): Promise<readonly Finding[]> {
  const { ok, warning, problem } = findingsOf('CCM')
  const { ccmUrl, pageId, cxHeaders, pageAccessToken } = patient
  if (ccmUrl === undefined) return [problem('There is no address of CCM.', 'Set CCM_URL.')]
  if (pageId === undefined)
    return [warning('Without a Page id CCM cannot be asked.', 'Set PAGE_ID, or give --page.')]
  if (await tokenFailure(patient)) return [problem(...withoutToken)]
  try {
    const client = createCcmClient({
      baseUrl: ccmUrl,
      headers: cxHeaders,
      retries: 0,
      timeoutMs: patience,
    })
    const channel = await client.configuration(pageId)
    const masked = channel.masked.map((key) =>
      warning(
        `CX masks ${key}.`,
        'The host keeps the one that it has until it is started again. Use SETTINGS=env, or have CX show it.',
      ),
    )
    const isOther =
      channel.pageAccessToken !== undefined &&
      pageAccessToken !== undefined &&
      channel.pageAccessToken !== pageAccessToken
    if (channel.attributes.length === 0) return [problem(...nothingKnownOf(pageId))]
    return [
      ok(`CCM knows the channel of Page ${pageId}.`),
      ...masked,
      ...(isOther
        ? [
            warning(
              'CX has another Page access token than the environment.',
              'Use one in both places.',
            ),
          ]
        : []),
    ]
  } catch (error) {
    return [problemOf(error, pageId)]
  }

  function problemOf(error: unknown, id: string): Finding {
    if (error instanceof PayloadError) {
      return problem(
        `The service at CCM_URL is not CCM (${error.subject}).`,
        'Check the address and its path.',
      )
    }
    if (!(error instanceof CcmError)) throw error
    if (error.status === 404) {
      return problem(...nothingKnownOf(id))
    }
    if (error.status === 401 || error.status === 403) {
      return problem(`CCM wants another login (${error.status}).`, loginAdvice(patient))
    }
    return problem(`${error.message}.`, 'Check CCM_URL and whether CCM runs.')
  }
}

/** What to say of a channel without settings. CCM may answer 404 or an empty list. */
function nothingKnownOf(pageId: string) {
  return [
    `CCM knows no channel with the service identifier ${pageId}.`,
    'Make the Facebook channel in the Unified Admin, or check CCM_URL: within the cluster it has no /ccm.',
  ] as const
}
