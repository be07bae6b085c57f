import { z } from 'zod'
import type { Job } from './jobs.ts'

/** To tell CX that the customer did not get a message; `body` is the DELIVERYNOTIFICATION. */
export type Notice = { kind: 'notice'; lane: string; body: string }

/** What a lane holds. */
export type Task = Job | Notice

/** A task on Redis. */
export const keptTaskSchema = z.object({
  kind: z.enum(['webhook', 'cim', 'notice']),
  lane: z.string(),
  body: z.string(),
  /** In ms. */
  acceptedAt: z.number(),
})

export type KeptTask = z.infer<typeof keptTaskSchema>

/** The notice that goes with a message of CX. Has a lane of its own: the messages after it need not wait. */
export function noticeOf({ lane }: Pick<Job, 'lane'>, notification: unknown): Notice {
  return { kind: 'notice', lane: `${lane} notices`, body: JSON.stringify(notification) }
}

/**
 * The lane of what CX sends to the customer whose receipts this lane holds, as `jobs.ts` names them.
 */
export function sendsLaneOf(lane: string): string | undefined {
  return lane.endsWith(' receipts') ? lane.replace(/ receipts$/, ' sends') : undefined
}
