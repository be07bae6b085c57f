import type { HostEvent } from 'messenger-cim/host'
import { destination, type Logger, pino } from 'pino'

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
} as const satisfies Record<HostEvent['type'], string>

/** JSON lines on stdout: ids, counts and reasons. No message waits for whoever reads them. */
export function createLog(level: string): { log: Logger; logEvent(event: HostEvent): void } {
  const formatters = { level: (label: string) => ({ level: label }) }
  const lines = destination({ dest: 1, sync: false, maxLength: 16 * 1024 * 1024 })
  const log = pino({ level, base: null, formatters }, lines)
  return {
    log,
    logEvent({ type, ...facts }) {
      log['misaddressed' in facts && facts.misaddressed ? 'warn' : levels[type]](facts, type)
    },
  }
}
