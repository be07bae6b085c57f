import type { Carried, Carry } from './carry.ts'
import type { DeadLetterQueue } from './dead-letter-queue.ts'
import type { Lanes, Turn } from './lanes.ts'
import { longestPause } from './longest-pause.ts'
import type { Reason } from './reason.ts'
import { type KeptTask, sendsLaneOf } from './task.ts'
import type { Turns } from './turns.ts'

/** Thrown to BullMQ, which gives the turn again after a pause. Its text is kept on Redis. */
export class LaterError extends Error {
  override readonly name = 'LaterError'
  /** The least pause, in ms. */
  readonly retryAfter: number | undefined

  constructor({ name, code }: Reason, retryAfter?: number) {
    super([name, code].filter(Boolean).join(' '))
    this.retryAfter = retryAfter
  }
}

/** How a turn ended, for metrics. */
export type TurnResult = 'done' | 'later' | 'dead'

export type TurnOptions = {
  lanes: Lanes
  turns: Turns
  deadLetters: DeadLetterQueue
  carry: Carry
  /** How often a task is tried, by its kind. */
  attempts: Readonly<Record<KeptTask['kind'], number>>
  onEnd(task: KeptTask, result: TurnResult, reason?: Reason): void
}

/** So often receipts wait for the send that they may be about. */
const receiptPatience = 5

/**
 * Takes a turn: does the first task of a lane, and passes the turn on.
 *
 * A worker can die or lose its lock at any point here, and another one takes the same turn then, perhaps
 * while the first is still at it. Nothing is lost or overtaken by that: a task leaves its lane only after
 * it was done, the next one's turn only comes when it has left, and a worker that comes late with a turn
 * that is over ends nothing. At worst a task is done twice; CX drops what comes again with the same id.
 *
 * @param attempts how often the turn was tried before
 * @throws {LaterError} to be given the turn again
 */
export function createTakeTurn({
  lanes,
  turns,
  deadLetters,
  carry,
  attempts: allowed,
  onEnd,
}: TurnOptions): (turn: Turn, attempts: number) => Promise<void> {
  return async function takeTurn(turn, attempts) {
    const head = await lanes.head(turn.lane)
    if (head?.ticket === turn.ticket) await doTask(turn, head.task, attempts)
    const next = await lanes.pass(turn)
    if (next) await turns.add([next])
  }

  async function doTask(turn: Turn, task: KeptTask, attempts: number): Promise<void> {
    if (attempts < receiptPatience && (await isSendUnderWay(turn))) {
      throw new LaterError({ name: 'send under way' })
    }
    const carried = await carry(task)
    if (carried.result === 'done') return onEnd(task, 'done')
    const { reason, mayRepeat, retryAfter } = carried
    // An agent wants to hear soon that he was not heard; CX can wait as long as it asks to.
    const isInTime = task.kind !== 'cim' || (retryAfter ?? 0) <= longestPause
    if (mayRepeat && isInTime && attempts + 1 < allowed[task.kind]) {
      onEnd(task, 'later', reason)
      throw new LaterError(reason, retryAfter)
    }
    await giveUp({ ...turn, task, attempts: attempts + 1, reason }, carried)
    onEnd(task, 'dead', reason)
  }

  /** Tells CX first: a notice that is told twice has the same id. */
  async function giveUp(
    letter: Parameters<DeadLetterQueue['bury']>[0],
    { notice }: Extract<Carried, { result: 'failed' }>,
  ): Promise<void> {
    if (notice) await turns.add(await lanes.append([notice]))
    await deadLetters.bury(letter)
  }

  /**
   * Messenger can tell that a message was delivered before its send has told us the message's id, and
   * another worker may have that send in hand.
   */
  async function isSendUnderWay({ lane, ticket }: Turn): Promise<boolean> {
    const sends = sendsLaneOf(lane)
    const first = sends === undefined ? undefined : await lanes.head(sends)
    return first !== undefined && first.ticket < ticket
  }
}
