import type { ConnectorEvent, ErrorFacts } from '../connector/index.ts'

/**
 * One thing that happened in a host: what its connector tells, and what becomes of tasks. Plain data; holds ids, but no
 * token, no name and nothing that anybody wrote.
 */
export type HostEvent =
  | ConnectorEvent
  /**
   * A post is stored, as so many tasks. `misaddressed`: a webhook came to the address of a Page that it does not name.
   */
  | { type: 'accepted'; kind: 'webhook' | 'cim'; tasks: number; misaddressed: boolean }
  /** A post is not taken: the answer's status, and why. */
  | { type: 'refused'; route: string; status: number; error: ErrorFacts }
  /** A task did not work, and is tried again after a pause, in ms. `attempts` counts those so far. */
  | ({ type: 'retrying'; attempts: number; pauseMs: number } & TaskFacts)
  /** A task is given up and lies with the dead letters. */
  | ({ type: 'dead'; attempts: number } & TaskFacts)
  /** Something about the queue failed: it cannot store, say. */
  | { type: 'queue_failed'; error: ErrorFacts }
  /** CX told settings whose values it masks; the old ones stay. `keys` names them. */
  | { type: 'settings_masked'; keys: readonly string[] }

/** What events say about a task. */
export type TaskFacts = {
  /** `webhook`, `cim`, `notice`, `uncertain` or `changes`. */
  kind: string
  lane: string
  error: ErrorFacts
}
