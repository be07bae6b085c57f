import type { ErrorFacts } from '../connector/connector-event.ts'

/** A task that was given up. It holds nothing that people wrote. */
export type DeadLetter = {
  /** Unique within the queue. */
  id: string
  /** The kind of task: `webhook`, `cim`, `notice`, `uncertain` or `changes`. */
  kind: string
  /** Its lane: Page, customer and direction. */
  lane: string
  /** When it was accepted, in ms. */
  acceptedAt: number
  /** When it was given up, in ms. */
  deadAt: number
  /** The number of attempts. */
  attempts: number
  /** The last failure. */
  reason: ErrorFacts
}

/** A dead letter with the body of its task. */
export type DeadLetterWithBody = DeadLetter & {
  /** The body as it was added, usually JSON. It holds what people wrote. */
  body: string
}

/** The tasks that were given up, kept until somebody replays or drops them. */
export type DeadLetters = {
  /** All, in the order in which they were given up. */
  list(): Promise<DeadLetter[]>
  /** One with its body; undefined for an unknown id. */
  show(id: string): Promise<DeadLetterWithBody | undefined>
  /**
   * Adds these to the end of their lanes, as if they were new. Ignores unknown ids.
   * @throws {PayloadError} when `ids` is not a list of texts
   */
  replay(ids: readonly string[]): Promise<void>
  /**
   * Removes these for good. Ignores unknown ids.
   * @throws {PayloadError} when `ids` is not a list of texts
   */
  drop(ids: readonly string[]): Promise<void>
}
