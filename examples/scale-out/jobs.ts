import type { CimMessage } from 'messenger-cim'
import { z } from 'zod'

/** One thing to do: an event of a webhook to give to CX, or a message of CX to send. */
export type Job = {
  kind: 'webhook' | 'cim'
  /** Jobs of one lane are done in order, different lanes side by side. */
  lane: string
  /** The JSON to do it with. */
  body: string
}

const id = z.union([z.string(), z.number()]).transform(String)
const party = z.object({ id }).optional().catch(undefined)

const webhookSchema = z.looseObject({
  entry: z.array(
    z.looseObject({
      id: id.optional().catch(undefined),
      messaging: z.array(z.unknown()).optional(),
      standby: z.array(z.unknown()).optional(),
    }),
  ),
})

const itemSchema = z.looseObject({
  sender: party,
  recipient: party,
  message: z.looseObject({ is_echo: z.unknown() }).optional().catch(undefined),
})

/**
 * Takes a webhook apart into one job for each event, so that each can be repeated by itself. What is
 * not of the usual shape stays together: the connector tells what is wrong with it.
 *
 * @param payload the parsed JSON body
 */
export function webhookJobs(payload: unknown): Job[] {
  const result = webhookSchema.safeParse(payload)
  if (!result.success) return [webhookJob('', payload)]
  const { entry: entries, ...webhook } = result.data
  const jobs = entries.flatMap(({ messaging = [], standby = [], ...entry }) => {
    const { id: pageId = '', time } = entry
    const of = (list: object) => ({ ...webhook, entry: [{ id: pageId, time, ...list }] })
    const { id: _, time: __, ...others } = entry
    return [
      ...messaging.map((item) => webhookJob(laneOf(pageId, item), of({ messaging: [item] }))),
      ...standby.map((item) => webhookJob(laneOf(pageId, item), of({ standby: [item] }))),
      ...(Object.keys(others).length > 0 ? [webhookJob(pageId, of(others))] : []),
    ]
  })
  return jobs.length > 0 ? jobs : [webhookJob('', payload)]
}

/** The job of a message from CX. */
export function cimJob(message: CimMessage): Job {
  const { channelCustomerIdentifier, serviceIdentifier } = message.header.channelData
  const lane = `${serviceIdentifier} ${channelCustomerIdentifier} sends`
  return { kind: 'cim', lane, body: JSON.stringify(message) }
}

function webhookJob(lane: string, payload: unknown): Job {
  return { kind: 'webhook', lane, body: JSON.stringify(payload) }
}

/**
 * A customer has one lane for what he does, and one for what Messenger tells of our messages to him: that
 * waits for sends on their way, which what he writes should not.
 */
function laneOf(pageId: string, item: unknown): string {
  const result = itemSchema.safeParse(item)
  if (!result.success) return pageId
  const { sender, recipient, message, ...rest } = result.data
  const customer = sender?.id === pageId ? recipient?.id : sender?.id
  const isReceipt = 'delivery' in rest || 'read' in rest || message?.is_echo === true
  return `${pageId} ${customer ?? ''}${isReceipt ? ' receipts' : ''}`
}
