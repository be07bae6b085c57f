import type { ErrorFacts } from '../connector/connector-event.ts'

/** A task that was given up. Holds nothing that anybody wrote. */
export type DeadLetter = {
  id: string
  /** What was to be done: `webhook`, `cim`, `notice`, `changes`. */
  kind: string
  /** The lane that it was in: Page, customer and direction. */
  lane: string
  /** When it was accepted, in ms. */
  acceptedAt: number
  /** When it was given up, in ms. */
  deadAt: number
  /** How often it was tried. */
  attempts: number
  /** What went wrong at last. */
  reason: ErrorFacts
}

/** A dead letter with what it was to be done with. */
export type DeadLetterWithBody = DeadLetter & {
  /** As it was added, as a rule JSON. What people wrote is in it. */
  body: string
}

/** What was given up, until somebody has looked at it. */
export type DeadLetters = {
  /** All, in the order in which they were given up. */
  list(): Promise<DeadLetter[]>
  /** One with its body; nothing where there is none with this id. */
  show(id: string): Promise<DeadLetterWithBody | undefined>
  /**
   * Puts these at the end of their lanes, as if they had just come. Ids that are not there are left out.
   * @throws {PayloadError} when `ids` is no list of texts
   */
  replay(ids: readonly string[]): Promise<void>
  /**
   * Removes these for good. Ids that are not there are left out.
   * @throws {PayloadError} when `ids` is no list of texts
   */
  drop(ids: readonly string[]): Promise<void>
}
