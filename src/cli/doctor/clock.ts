import { type Finding, findingsOf, type Patient } from './finding.ts'
import { patience } from './graph-answer.ts'

/** The largest tolerated difference, in ms. Beyond it, messages can appear in the wrong order. */
const tolerated = 5000

/** The difference, in ms, beyond which tokens of Keycloak and the 24-hour window are judged wrongly. */
const wrong = 5 * 60_000

/** Checks whether the clock agrees with Meta's. */
export async function clock({
  graphUrl = 'https://graph.facebook.com',
}: Patient): Promise<readonly Finding[]> {
  const { ok, warning, problem } = findingsOf('clock')
  try {
    const asked = Date.now()
    const answer = await fetch(graphUrl, {
      method: 'HEAD',
      redirect: 'manual',
      signal: AbortSignal.timeout(patience),
    })
    const theirs = Date.parse(answer.headers.get('date') ?? '')
    if (Number.isNaN(theirs))
      return [warning('The Graph API sent no time.', 'Check whether the clock is set by NTP.')]
    // The header has whole seconds, and the answer took a while to arrive.
    const apart = Math.max(0, Math.abs(Date.now() - theirs) - 1000 - (Date.now() - asked))
    if (apart <= tolerated) return [ok('The clock agrees with Meta’s.')]
    const says = `The clock is ${Math.round(apart / 1000)} s off.`
    const todo = 'Have it set by NTP.'
    return [apart > wrong ? problem(says, todo) : warning(says, todo)]
  } catch {
    return [warning('The Graph API sent no time.', 'Check whether it can be reached.')]
  }
}
