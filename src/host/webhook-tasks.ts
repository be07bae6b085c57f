import * as z from 'zod/mini'
import type { CimMessage } from '../cim/message.ts'
import type { NewTask } from './task-queue.ts'

const id = z.pipe(z.union([z.string(), z.number()]), z.transform(String))
const party = z.catch(z.optional(z.object({ id })), undefined)

const webhookSchema = z.looseObject({
  entry: z.array(
    z.looseObject({
      id: z.catch(z.optional(id), undefined),
      time: z.optional(z.unknown()),
      messaging: z.optional(z.array(z.unknown())),
      standby: z.optional(z.array(z.unknown())),
      changes: z.optional(z.array(z.unknown())),
    }),
  ),
})

const itemSchema = z.looseObject({
  sender: party,
  recipient: party,
  message: z.catch(z.optional(z.looseObject({ is_echo: z.optional(z.unknown()) })), undefined),
})

/** The tasks of a webhook, and the Pages that it names. */
export type WebhookTasks = { tasks: NewTask[]; pageIds: string[] }

/**
 * Splits a webhook into one task for each event, so that each can be retried by itself. A webhook of an unexpected
 * shape stays whole: the connector reports what is wrong with it.
 *
 * @param payload the parsed JSON body
 * @param forwardsChanges whether `changes` go on to another connector, as a task of their own
 */
export function webhookTasks(payload: unknown, forwardsChanges: boolean): WebhookTasks {
  const result = webhookSchema.safeParse(payload)
  if (!result.success) return { tasks: [webhookTask('', payload)], pageIds: [] }
  const { entry: entries, ...webhook } = result.data
  const changed: unknown[] = []
  const tasks = entries.flatMap(({ messaging = [], standby = [], changes, ...entry }) => {
    const { id: pageId = '', time, ...others } = entry
    function of(list: object): object {
      return { ...webhook, entry: [{ id: pageId, ...(time !== undefined && { time }), ...list }] }
    }
    if (forwardsChanges && changes) changed.push({ id: pageId, time, changes })
    else if (changes) Object.assign(others, { changes })
    return [
      ...messaging.map((item) => webhookTask(laneOf(pageId, item), of({ messaging: [item] }))),
      ...standby.map((item) => webhookTask(laneOf(pageId, item), of({ standby: [item] }))),
      ...(Object.keys(others).length > 0 ? [webhookTask(pageId, of(others))] : []),
    ]
  })
  const pageIds = entries.flatMap(({ id: pageId }) => pageId ?? [])
  if (changed.length > 0) tasks.push(changesTask(pageIds[0] ?? '', { ...webhook, entry: changed }))
  return { tasks: tasks.length > 0 ? tasks : [webhookTask('', payload)], pageIds }
}

/** The task of a message from CX. */
export function cimTask(message: CimMessage): NewTask {
  const { channelCustomerIdentifier, serviceIdentifier } = message.header.channelData
  const lane = sendsLane(`${serviceIdentifier} ${channelCustomerIdentifier}`)
  return { kind: 'cim', lane, body: JSON.stringify(message) }
}

function webhookTask(lane: string, payload: unknown): NewTask {
  return { kind: 'webhook', lane, body: JSON.stringify(payload) }
}

function changesTask(pageId: string, payload: unknown): NewTask {
  return { kind: 'changes', lane: `${pageId} changes`, body: JSON.stringify(payload) }
}

const receipts = ' receipts'

/**
 * A customer has two lanes: one for what they do, and one for what Messenger reports about our messages to them. The
 * second waits for sends in progress; what the customer writes must not.
 */
function laneOf(pageId: string, item: unknown): string {
  const result = itemSchema.safeParse(item)
  if (!result.success) return pageId
  const { sender, recipient, message, ...rest } = result.data
  const customer = sender?.id === pageId ? recipient?.id : sender?.id
  const isReceipt = 'delivery' in rest || 'read' in rest || message?.is_echo === true
  return `${pageId} ${customer ?? ''}${isReceipt ? receipts : ''}`
}

function sendsLane(customer: string): string {
  return `${customer} sends`
}

/** The lane of the sends to the customer whose receipts this lane holds; undefined for other lanes. */
export function sendsLaneOf(lane: string): string | undefined {
  return lane.endsWith(receipts) ? sendsLane(lane.slice(0, -receipts.length)) : undefined
}
