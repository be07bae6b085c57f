import type { HostEvent } from './host-event.ts'

/** A log level, by the names that pino, winston and `console` share. */
export type EventLevel = 'debug' | 'info' | 'warn' | 'error'

/**
 * The log level of an event: `error` when a message was given up or cannot be stored, `warn` when somebody may have to
 * act, `info` for each message that passed, `debug` for what happens with every post.
 *
 * @example
 * onEvent: (event) => log[eventLevel(event)](event, event.type)
 */
export function eventLevel(event: HostEvent): EventLevel {
  if (event.type === 'accepted' && event.misaddressed) return 'warn'
  if (event.type === 'skipped' && worrying.has(event.reason)) return 'warn'
  return levels[event.type]
}

/** A message of a customer may be lost, or Meta warns the Page. */
const worrying: ReadonlySet<string> = new Set(['malformed-event', 'unknown-event', 'policy'])

const levels = {
  accepted: 'debug',
  received: 'info',
  skipped: 'debug',
  rehosted: 'info',
  sent: 'info',
  settled: 'info',
  adjusted: 'warn',
  refused: 'warn',
  retrying: 'warn',
  uncertain: 'warn',
  settings_masked: 'warn',
  failed: 'error',
  dead: 'error',
  queue_failed: 'error',
} as const satisfies Record<HostEvent['type'], EventLevel>
