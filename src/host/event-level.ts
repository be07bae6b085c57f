import type { HostEvent } from './host-event.ts'

/** How much an event matters to whoever reads a log: the names that pino, winston and `console` share. */
export type EventLevel = 'debug' | 'info' | 'warn' | 'error'

/**
 * The level at which an event belongs into a log: `error` where a message was given up or cannot be stored, `warn` where
 * somebody may have to act, `debug` for what happens with every post.
 *
 * @example
 * onEvent: (event) => log[eventLevel(event)](event, event.type)
 */
export function eventLevel(event: HostEvent): EventLevel {
  if (event.type === 'accepted' && event.misaddressed) return 'warn'
  return levels[event.type]
}

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
