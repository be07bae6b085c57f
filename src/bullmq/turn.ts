import * as z from 'zod/mini'

/** A lane, and the ticket of its first task. Tickets are numbered in the order of acceptance. */
export type Turn = { lane: string; ticket: string }

/** The reply of most scripts. */
export const replySchema = z.array(z.string())

/** Reads the reply of a script that returns turns: lane and ticket of each, one after the other. */
export function toTurns(reply: unknown): Turn[] {
  const values = replySchema.parse(reply)
  return values.flatMap((lane, index) => {
    const ticket = values[index + 1]
    return index % 2 === 0 && ticket !== undefined ? [{ lane, ticket }] : []
  })
}
