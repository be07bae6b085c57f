import { z } from 'zod'

/** A task on Redis. */
export const keptTaskSchema = z.object({
  kind: z.enum(['webhook', 'cim', 'notice']),
  lane: z.string(),
  body: z.string(),
  /** In ms. */
  acceptedAt: z.number(),
})

export type KeptTask = z.infer<typeof keptTaskSchema>

/**
 * The lane of what CX sends to the customer whose receipts this lane holds, as `jobs.ts` names them.
 */
export function sendsLaneOf(lane: string): string | undefined {
  return lane.endsWith(' receipts') ? lane.replace(/ receipts$/, ' sends') : undefined
}
