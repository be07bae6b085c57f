import * as z from 'zod'
import type { Parties } from '../../inbound/parties.ts'
import type { SkippedEvent } from '../../messenger/skipped.ts'

const idSchema = z.union([z.string(), z.int().transform(String), z.bigint().transform(String)])
const sideSchema = z.object({ id: idSchema }).catch({ id: '' })
const itemSchema = z.object({ sender: sideSchema, recipient: sideSchema })

/** The two sides of an event that could not be read; `''` for a side that cannot be found. */
export function partiesOfSkipped({ kind, raw }: SkippedEvent): Parties {
  const { sender, recipient } = itemSchema
    .catch({ sender: { id: '' }, recipient: { id: '' } })
    .parse(raw)
  return kind === 'echo'
    ? { psid: recipient.id, pageId: sender.id }
    : { psid: sender.id, pageId: recipient.id }
}
