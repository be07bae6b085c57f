import { signWebhook, webhookBody } from 'messenger-cim/testing'
import type { Outcome, Step } from './conversation.ts'
import { differences } from './differences.ts'
import type { HostProcess } from './host-process.ts'
import { pageId, type SoFar } from './recorded.ts'
import type { StandIns } from './stand-ins.ts'

/** A step and what came of it. */
export type Played = {
  step: number
  from: Step['from']
  title: string
  said: string
  /** What was posted to the host. */
  posted: unknown
  outcome: Outcome
  /** What was expected otherwise, in words; empty when all is well. */
  differences: string[]
  ms: number
}

/** Where a host takes posts. */
export const paths = {
  customer: `/facebook-connector/webhook/${pageId}`,
  agent: '/message/receive',
} as const

/** Plays steps one after the other, each once everything of the one before is done. */
export async function* play(
  steps: readonly Step[],
  host: Pick<HostProcess, 'url' | 'idle'>,
  standIns: StandIns,
  appSecret: string,
): AsyncGenerator<Played> {
  const soFar = soFarOf(standIns)
  for (const [index, step] of steps.entries()) {
    const posted = step.body({ ...soFar, now: Date.now() })
    const before = recordOf(standIns)
    const start = performance.now()
    const status = await post(host.url, step, posted, appSecret)
    await host.idle()
    const ms = Math.round(performance.now() - start)
    const outcome = { status, ...(await since(before, standIns)) }
    const expected = { status: 200, ...nothing, ...step.expected({ ...soFar, now: Date.now() }) }
    yield {
      step: index + 1,
      from: step.from,
      title: step.title,
      said: step.said,
      posted,
      outcome,
      differences: [...differences(expected, outcome), ...(step.check?.(outcome) ?? [])],
      ms,
    }
  }
}

const nothing: Omit<Outcome, 'status'> = { messages: [], requests: [], stored: [], uploaded: [] }

/** Posts a step as Meta or CX would; gives the status of the answer. */
async function post(
  url: string,
  { from, forged }: Step,
  payload: unknown,
  appSecret: string,
): Promise<number> {
  const body = from === 'customer' ? webhookBody(payload) : JSON.stringify(payload)
  const secret = forged ? appSecret.replaceAll(/./g, '0') : appSecret
  const signature = from === 'customer' && { 'x-hub-signature-256': signWebhook(body, secret) }
  const response = await fetch(url + paths[from], {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...signature },
    body,
  })
  await response.text()
  return response.status
}

function soFarOf({ cdn, files, graph, media }: StandIns): Omit<SoFar, 'now'> {
  return {
    cdnUrl: cdn.url,
    media,
    filed: (name) => files.store(new File([media.get(name) ?? ''], name)),
    sentMid: (index) => graph.sent[index]?.mid ?? '',
  }
}

type Counts = Record<'messages' | 'sent' | 'actions' | 'stored' | 'uploaded', number>

/** How much the stand-ins have got up to now. */
export function recordOf({ ccm, graph, files }: StandIns): Counts {
  return {
    messages: ccm.messages.length,
    sent: graph.sent.length,
    actions: graph.actions.length,
    stored: files.uploads.length,
    uploaded: graph.uploads.length,
  }
}

/** What the stand-ins have got since. */
export async function since(
  before: Counts,
  { ccm, graph, files, media }: StandIns,
): Promise<Omit<Outcome, 'status'>> {
  const sent = graph.sent.slice(before.sent).map(({ request }) => request)
  const stored = files.uploads.slice(before.stored).map(({ file }) => nameOf(file, media))
  const uploaded = graph.uploads
    .slice(before.uploaded)
    .map(({ file, url }) => (file ? nameOf(file, media) : `by URL: ${url}`))
  return {
    messages: ccm.messages.slice(before.messages),
    requests: [...sent, ...graph.actions.slice(before.actions)],
    stored: (await Promise.all(stored)).toSorted(),
    uploaded: (await Promise.all(uploaded)).toSorted(),
  }
}

/** Whose bytes these are, whatever the file is called now. */
async function nameOf(file: File, media: StandIns['media']): Promise<string> {
  const bytes = Buffer.from(await file.arrayBuffer())
  const found = [...media].find(([, known]) => bytes.equals(known))
  return found?.[0] ?? `${file.name} (with other content)`
}
