import type { DeadLetterQueue } from './dead-letter-queue.ts'
import type { Lanes } from './lanes.ts'
import type { Depths } from './metrics.ts'
import type { Turns } from './turns.ts'

/** How much lies on Redis. */
export async function measureDepths(
  lanes: Lanes,
  turns: Turns,
  deadLetters: DeadLetterQueue,
): Promise<Depths> {
  const [waiting, states, dead] = await Promise.all([
    lanes.waiting(),
    turns.counts(),
    deadLetters.count(),
  ])
  return { waiting, turns: states, deadLetters: dead }
}
