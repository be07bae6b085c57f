import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { json } from 'node:stream/consumers'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import { z } from 'zod'
import { type Served, serve } from '../../examples/demo/serve.ts'
import type { Load, Shot } from './load-generator.ts'

const shotsSchema = z.array(
  z.object({
    mid: z.string(),
    psid: z.string(),
    status: z.union([z.number(), z.string()]),
    ms: z.number(),
  }),
)

/** Posts webhooks to a host at a steady rate, whatever it answers. */
export async function shootAt(load: Load): Promise<Shot[]> {
  const path = join(import.meta.dirname, 'load-generator.ts')
  const { stdout } = await promisify(execFile)(process.execPath, [path, JSON.stringify(load)], {
    maxBuffer: 64 * 1024 * 1024,
  })
  return shotsSchema.parse(JSON.parse(stdout))
}

/** A CCM that takes its time. */
export type SlowCcm = Served & {
  /** The Messenger ids that it has got, by customer, in order. */
  received: ReadonlyMap<string, readonly string[]>
  count(): number
  /** Ids of messages for which it got FAILED. */
  failed: readonly string[]
}

const messageSchema = z.object({
  header: z.object({
    providerMessageId: z.string().nullable(),
    channelData: z.object({ channelCustomerIdentifier: z.string() }),
  }),
  body: z.object({ messageId: z.string().optional() }),
})

/** @param ms how long it takes for each message */
export async function startSlowCcm(ms: number): Promise<SlowCcm> {
  const received = new Map<string, string[]>()
  const failed: string[] = []
  let count = 0
  const server = createServer(async (incoming, outgoing) => {
    const { header, body } = messageSchema.parse(await json(incoming))
    await wait(ms)
    const psid = header.channelData.channelCustomerIdentifier
    const mid = header.providerMessageId
    if (mid === null) failed.push(body.messageId ?? '')
    else {
      received.set(psid, [...(received.get(psid) ?? []), mid])
      count += 1
    }
    outgoing.writeHead(202).end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    received,
    count: () => count,
    failed,
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}

const sendSchema = z.object({
  recipient: z.object({ id: z.string() }),
  message: z.object({ text: z.string() }),
})

/** A Graph API that takes its time, and counts a message as delivered when it begins: as Meta may. */
export type SlowGraph = Served & {
  /** What customers got. */
  texts(): readonly string[]
}

/** @param ms how long it takes for each message */
export async function startSlowGraph(ms: number): Promise<SlowGraph> {
  const texts: string[] = []
  const { url, close } = await serve(async (request) => {
    const { recipient, message } = sendSchema.parse(await request.json())
    texts.push(message.text)
    const message_id = `m_Slow${texts.length}`
    await wait(ms)
    return Response.json({ recipient_id: recipient.id, message_id })
  })
  return { url, close, texts: () => texts }
}

/** Waits until a host has answered so many webhooks with 200. */
export async function answered(host: { url: string }, count: number): Promise<void> {
  while ((await countOf(host, 'accepted')) < count) await wait(20)
}

/** How many events of a type a host has counted since its start. */
export async function countOf({ url }: { url: string }, type: string): Promise<number> {
  const metrics = await (await fetch(`${url}/metrics`)).text()
  const line = new RegExp(`^messenger_cim_events_total\\{type="${type}"\\} (\\d+)$`, 'm')
  return Number(line.exec(metrics)?.[1] ?? 0)
}

/** What CCM should have got: of each customer, what was answered with 200, in order. */
export function accepted(shots: readonly Shot[]): Map<string, string[]> {
  const expected = new Map<string, string[]>()
  for (const { mid, psid, status } of shots) {
    if (status !== 200) continue
    expected.set(psid, [...(expected.get(psid) ?? []), mid])
  }
  return expected
}

/** The value that so many of a hundred are not above. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.ceil((sorted.length * percent) / 100) - 1] ?? Number.NaN
}
