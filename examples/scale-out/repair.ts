import type { DeadLetterQueue } from './dead-letter-queue.ts'
import type { Lanes } from './lanes.ts'
import type { Notice } from './notice.ts'
import type { KeptTask } from './task.ts'
import type { Turns } from './turns.ts'

const stalled = { name: 'Stalled', message: 'the workers that had it went away' }

/**
 * Sets right what a process left halfway when it died, or when Redis went away: a lane whose turn has no
 * job gets one, and a turn that BullMQ gave up becomes a dead letter, so that its lane goes on. Harmless
 * at any time, and for several workers at once.
 *
 * @param stalledNotice makes what CX is told of a message that is given up
 * @returns how many turns BullMQ had given up
 */
export function createRepair(
  lanes: Lanes,
  turns: Turns,
  deadLetters: DeadLetterQueue,
  stalledNotice: (task: KeptTask) => Promise<Notice | undefined>,
): () => Promise<number> {
  return async function repair() {
    const givenUp = await turns.givenUp()
    for (const { lane, ticket, attempts, remove } of givenUp) {
      const head = await lanes.head(lane)
      if (head?.ticket === ticket) {
        // First, as for all that is given up: a notice that is told twice has the same id.
        const notice = await stalledNotice(head.task)
        if (notice) await turns.add(await lanes.append([notice]))
        await deadLetters.bury({ lane, ticket, task: head.task, attempts, reason: stalled })
      }
      const next = await lanes.pass({ lane, ticket })
      if (next) await turns.add([next])
      await remove()
    }
    for await (const portion of lanes.turns()) await turns.add(portion)
    return givenUp.length
  }
}
