import { randomUUID } from 'node:crypto'
import { type Finding, findingsOf, type Patient } from './finding.ts'
import { patience } from './graph-answer.ts'

/**
 * Checks whether the public address answers Meta's challenge, and refuses a wrong verify token and an unsigned post.
 */
export async function webhookAddress({
  webhookUrl,
  verifyToken,
}: Patient): Promise<readonly Finding[]> {
  const { ok, warning, problem } = findingsOf('webhook address')
  if (webhookUrl === undefined) {
    return [
      warning(
        'The public address of the webhook is not known.',
        'Set WEBHOOK_URL, or give --webhook-url.',
      ),
    ]
  }
  if (!URL.canParse(webhookUrl))
    return [problem('It is not a URL.', 'Write it with https:// at its beginning.')]
  const scheme =
    new URL(webhookUrl).protocol === 'https:'
      ? []
      : [
          warning(
            'Meta posts only to https.',
            'Give the public address, as it stands in the dashboard of the app.',
          ),
        ]
  try {
    const findings: Finding[] = []
    if (verifyToken === undefined) {
      findings.push(
        warning('There is no verify token to ask with.', 'Set VERIFY_TOKEN, or the channel in CX.'),
      )
    } else {
      const challenge = randomUUID()
      const answer = await challenged(webhookUrl, verifyToken, challenge)
      findings.push(
        answer.status === 200 && answer.text === challenge
          ? ok('The address answers the challenge.')
          : problem(
              `The address does not answer the challenge (${answer.status}).`,
              'Check whether it leads to this host, with the path, and whether both have the same verify token.',
            ),
      )
    }
    const wrong = await challenged(webhookUrl, randomUUID(), 'wrong')
    if (wrong.status === 200 && wrong.text === 'wrong') {
      findings.push(
        problem(
          'The address takes any verify token.',
          'It does not lead to this host. Check where it leads.',
        ),
      )
    }
    const post = await fetch(webhookUrl, {
      method: 'POST',
      body: '{}',
      redirect: 'manual',
      signal: AbortSignal.timeout(patience),
    })
    await post.body?.cancel()
    if (post.ok) {
      findings.push(
        problem(
          'The address takes posts without a signature.',
          'Anybody can post messages. Check where it leads.',
        ),
      )
    }
    return [...scheme, ...findings]
  } catch {
    return [
      ...scheme,
      problem(
        'The address cannot be reached from here.',
        'Check its name, its certificate and the gateway. From inside a network a public address may not be reachable.',
      ),
    ]
  }
}

/** Asks as Meta does when the webhook is set up: https://developers.facebook.com/docs/messenger-platform/webhooks */
async function challenged(webhookUrl: string, token: string, challenge: string) {
  const url = new URL(webhookUrl)
  url.searchParams.set('hub.mode', 'subscribe')
  url.searchParams.set('hub.verify_token', token)
  url.searchParams.set('hub.challenge', challenge)
  const answer = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(patience) })
  return { status: answer.status, text: (await answer.text()).trim() }
}
