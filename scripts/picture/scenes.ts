import { setTimeout as wait } from 'node:timers/promises'
import { type Bubble, bubbleInWords, explain } from 'messenger-cim/explain'
import { createHost, readEnvironment } from 'messenger-cim/host'
import { openSqlite } from 'messenger-cim/sqlite'
import { conversation, type Outcome } from '../../examples/demo/conversation.ts'
import { type Played, play } from '../../examples/demo/play.ts'
import { pageId } from '../../examples/demo/recorded.ts'
import { serve } from '../../examples/demo/serve.ts'
import { startStandIns } from '../../examples/demo/stand-ins.ts'

/** One step of the conversation as both sides see it. */
export type Scene = {
  from: Played['from']
  /** In Messenger. */
  customer: readonly Bubble[]
  /** In the Agent Desk. */
  agent: readonly Bubble[]
  /** The words of the message that it quotes. */
  quoted?: string
  /** What the connector made of it: the types of CIM messages, or the fields of Send requests. */
  label: string
  /** A detail of it. */
  note: string
}

/** The steps of the demo that the picture shows, by their titles. */
const shown: ReadonlySet<string> = new Set([
  ...['text', 'three images in one message', 'a quoted reply', 'receipts'],
  ...['a question with answers', 'a quick reply', 'a sticker, in both forms'],
])

/**
 * Plays the conversation of the demo through a host in this process, with the stand-ins of the demo.
 * @throws when a step has another outcome than the demo expects
 */
export async function playScenes(): Promise<Scene[]> {
  const appSecret = '0123456789abcdef0123456789abcdef'
  const pageAccessToken = `EAA${appSecret}`
  const standIns = await startStandIns({ pageAccessToken, appSecret })
  const { graph, ccm, files, cdn } = standIns
  const { options } = readEnvironment({
    PAGE_ID: pageId,
    PAGE_ACCESS_TOKEN: pageAccessToken,
    APP_SECRET: appSecret,
    VERIFY_TOKEN: 'verify-token',
    GRAPH_URL: graph.url,
    CCM_URL: `${ccm.url}/ccm`,
    FILE_ENGINE_URL: `${files.url}/file-engine/api`,
    MEDIA_ALLOW_HOSTS: new URL(cdn.url).host,
    MEDIA_ALLOW_INSECURE: 'true',
  })
  const store = openSqlite(':memory:')
  const host = createHost({ ...options, ...store })
  const served = await serve(host.fetch)
  async function idle(): Promise<void> {
    while ((await store.queue.counts()).waiting > 0) await wait(1)
  }
  const scenes: Scene[] = []
  try {
    for await (const step of play(conversation, { ...served, idle }, standIns, appSecret)) {
      const [difference] = step.differences
      if (difference !== undefined) throw new Error(`${step.title}: ${difference}`)
      if (shown.has(step.title)) scenes.push(sceneOf(step, scenes))
    }
  } finally {
    await host.stop()
    await store.close()
    served.close()
    standIns.close()
  }
  return scenes
}

function sceneOf({ from, posted, outcome }: Played, before: readonly Scene[]): Scene {
  const { customer, agent } = bubblesOf(posted)
  const desk =
    from === 'agent' ? agent : outcome.messages.flatMap((message) => bubblesOf(message).agent)
  const quotes = desk.find((bubble) => bubble.quotes !== undefined)?.quotes
  const quoted = before.flatMap((scene) => scene.agent).find(({ id }) => id === quotes)
  return {
    from,
    customer,
    agent: desk,
    ...(quoted && { quoted: bubbleInWords({ ...quoted, quickReplies: [] }) }),
    ...(from === 'agent' ? sent(outcome) : received(outcome)),
  }
}

function bubblesOf(input: unknown): { customer: readonly Bubble[]; agent: readonly Bubble[] } {
  const explanation = explain(input, { assumeLog: true })
  if (!('conversation' in explanation)) throw new Error(explanation.title)
  return explanation.conversation
}

function received({ messages, stored }: Outcome): Pick<Scene, 'label' | 'note'> {
  const [type = '', ...others] = messages.map(({ body }) => body.type)
  const notes = messages.flatMap(({ header, body }) => [
    header.intent ?? '',
    'status' in body ? body.status : '',
    'stickerId' in body ? body.stickerId : '',
    ...header.channelData.additionalAttributes
      .filter(({ key }) => key.endsWith('Payload'))
      .map(({ value }) => value),
  ])
  const isStored = stored.length > 1
  return {
    label: isStored ? `${type} × ${others.length + 1}` : type,
    note: [...new Set(notes), isStored ? 'in File Engine' : ''].filter(Boolean).join(', '),
  }
}

function sent({ requests }: Outcome): Pick<Scene, 'label' | 'note'> {
  const fields = requests.flatMap((request) =>
    'message' in request
      ? [...Object.keys(request.message), ...Object.keys(request)]
      : [request.sender_action],
  )
  const [label = '', ...others] = fields.filter((field) =>
    ['text', 'attachment', 'quick_replies', 'reply_to'].includes(field),
  )
  return { label, note: others.join(', ') }
}
