import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { signWebhook, webhookBody } from 'messenger-cim/testing'
import type { HostProcess } from './host-process.ts'
import { paths, recordOf, since } from './play.ts'
import { agentsMessage, message } from './recorded.ts'
import { showOutcome } from './show.ts'
import type { StandIns } from './stand-ins.ts'

const glance = 100

/** Keeps the host running until Ctrl-C, prints commands that post to it, and shows what it delivers. */
export async function keepServing(
  host: HostProcess,
  standIns: StandIns,
  appSecret: string,
): Promise<void> {
  console.log(`\nThe host is running at ${host.url}; Ctrl-C ends it. Post to it as Meta does:\n`)
  const webhook = webhookBody(message(20, { text: 'Is anybody there?' }))
  console.log(
    curl(host.url + paths.customer, webhook, [
      `x-hub-signature-256: ${signWebhook(webhook, appSecret)}`,
    ]),
  )
  console.log('\nor as CX does:\n')
  const answer = agentsMessage(20, { type: 'PLAIN', markdownText: 'Yes, **Amina** here.' })
  console.log(`${curl(host.url + paths.agent, JSON.stringify(answer), [])}\n`)

  let stopped = false
  const stop = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]).then(() => {
    stopped = true
  })
  let before = recordOf(standIns)
  while (!stopped) {
    await Promise.race([stop, wait(glance)])
    const now = recordOf(standIns)
    const outcome = { status: 200, ...(await since(before, standIns)) }
    const isNew = [outcome.messages, outcome.requests].some(({ length }) => length > 0)
    if (isNew) console.log(showOutcome(outcome).join('\n'))
    before = now
  }
}

/** One line for a POSIX shell. */
function curl(url: string, body: string, headers: readonly string[]): string {
  const all = ['content-type: application/json', ...headers].map((header) => `-H '${header}'`)
  return `curl -i '${url}' ${all.join(' ')} -d '${body.replaceAll("'", String.raw`'\''`)}'`
}
