import { type Finding, findingsOf, type Patient } from './finding.ts'
import { patience } from './graph-answer.ts'

/** Beyond that, in ms, messages stand in another order than they were written in. */
const tolerated = 5000

/** Beyond that, in ms, tokens of Keycloak and the 24-hour window are judged wrongly. */
const wrong = 5 * 60_000

/** Whether the clock goes as Meta's does. */
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
      return [warning('The Graph API sent no time.', 'Look whether the clock is set by NTP.')]
    // The header has whole seconds, and the answer was under way for a while.
    const apart = Math.max(0, Math.abs(Date.now() - theirs) - 1000 - (Date.now() - asked))
    if (apart <= tolerated) return [ok('The clock goes as Meta’s does.')]
    const says = `The clock is ${Math.round(apart / 1000)} s off.`
    const todo = 'Have it set by NTP.'
    return [apart > wrong ? problem(says, todo) : warning(says, todo)]
  } catch {
    return [warning('The Graph API sent no time.', 'Look whether it can be reached.')]
  }
}
