import * as z from 'zod'
import { type Finding, findingsOf, type Patient } from './finding.ts'
import { askGraph, wordsFor } from './graph-answer.ts'

const day = 24 * 60 * 60 * 1000

/** Facts of a token: https://developers.facebook.com/docs/graph-api/reference/debug_token */
const tokenSchema = z.object({
  is_valid: z.boolean().optional(),
  type: z.string().optional(),
  /** When it expires, in seconds; 0 for never. The largest is the last that a `Date` can hold. */
  expires_at: z.number().max(8_640_000_000_000).optional().catch(undefined),
  scopes: z.array(z.string()).default([]),
})

/** What is lost without each permission: https://developers.facebook.com/docs/permissions */
const needed = [
  { scope: 'pages_messaging', state: 'problem', loss: 'nothing can be sent or received' },
  {
    scope: 'pages_manage_metadata',
    state: 'warning',
    loss: 'the app cannot subscribe to the Page',
  },
] as const

/** Checks the permissions of the token, and when it expires. */
export async function permissions(patient: Patient): Promise<readonly Finding[]> {
  const { ok, warning, problem } = findingsOf('permissions')
  if (patient.pageAccessToken === undefined) return []
  try {
    const token = await debugToken(patient, patient.pageAccessToken)
    if (token === undefined) {
      return [
        warning(
          'Meta does not list the permissions of the token.',
          'Check it in the access token debugger.',
        ),
      ]
    }
    if (token.is_valid === false)
      return [problem('The token is not valid any more.', 'Make a new one.')]
    const missing = needed
      .filter(({ scope }) => !token.scopes.includes(scope))
      .map(({ scope, state, loss }) => {
        const todo = 'Give the app this permission for the Page, and make a new token.'
        return { ...problem(`The token lacks ${scope}: ${loss}.`, todo), state }
      })
    const granted =
      missing.length === 0 ? [ok('The token has the permissions that are needed.')] : missing
    return [...granted, endOf(token.expires_at ?? 0)]
  } catch (error) {
    const { says, todo } = wordsFor(error)
    return [warning(says, todo)]
  }

  function endOf(seconds: number): Finding {
    if (seconds === 0) return ok('The token does not end.')
    const left = seconds * 1000 - Date.now()
    const end = new Date(seconds * 1000).toISOString().slice(0, 10)
    const todo = 'Make a long-lived token, or one of a system user, which does not end.'
    if (left <= 0) return problem(`The token ended on ${end}.`, todo)
    return left < 14 * day
      ? warning(`The token ends on ${end}.`, todo)
      : ok(`The token ends on ${end}.`)
  }
}

/** Asks in a batch request, so that the token is in the body and not in a URL. */
async function debugToken(patient: Patient, token: string) {
  const query = new URLSearchParams({ input_token: token })
  const answers = await askGraph(patient, {
    name: 'Permissions of the token',
    method: 'POST',
    path: [''],
    body: {
      batch: [{ method: 'GET', relative_url: `debug_token?${query}` }],
      include_headers: false,
    },
    schema: z.array(z.object({ code: z.number(), body: z.string() }).nullable()),
  })
  const [answer] = answers
  if (answer?.code !== 200) return undefined
  const parsed = z.object({ data: tokenSchema }).safeParse(jsonOf(answer.body))
  return parsed.success ? parsed.data.data : undefined
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
