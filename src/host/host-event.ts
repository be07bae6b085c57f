import type { ConnectorEvent, ErrorFacts } from '../connector/index.ts'

/**
 * One thing that happened in a host: an event of its connector, or one about its tasks. Plain data with ids, but
 * without tokens, names or anything that people wrote.
 */
export type HostEvent =
  | ConnectorEvent
  /**
   * A post was stored as this many tasks. `misaddressed`: a webhook came to the address of one Page and holds events of
   * another.
   */
  | { type: 'accepted'; kind: 'webhook' | 'cim'; tasks: number; misaddressed: boolean }
  /** A request was refused: the route, the status of the answer, and the error, or the text of the answer as its message. */
  | { type: 'refused'; route: string; status: number; error: ErrorFacts }
  /** A task failed, and runs again after `pauseMs`. `attempts` counts the attempts so far. */
  | ({ type: 'retrying'; attempts: number; pauseMs: number } & TaskFacts)
  /** A task was given up and is a dead letter now. */
  | ({ type: 'dead'; attempts: number } & TaskFacts)
  /** The queue failed, for example to store something. */
  | { type: 'queue_failed'; error: ErrorFacts }
  /** CX sent settings with masked values; the old values stay. `keys` names them. */
  | { type: 'settings_masked'; keys: readonly string[] }

/** What events say about a task. */
export type TaskFacts = {
  /** `webhook`, `cim`, `notice`, `uncertain` or `changes`. */
  kind: string
  /** Its lane: Page, customer and direction. */
  lane: string
  /** The last failure. */
  error: ErrorFacts
}
