import { eventLevel, type HostEvent, type LogLines, stdoutLines } from 'messenger-cim/host'
import { type Logger, pino } from 'pino'

/** JSON lines on stdout: ids, counts and reasons. No message waits for a reader. */
export function createLog(level: string): {
  log: Logger
  logEvent(event: HostEvent): void
  lines: LogLines
} {
  const formatters = { level: (label: string) => ({ level: label }) }
  const lines = stdoutLines()
  const log = pino({ level, base: null, formatters }, lines)
  return {
    log,
    lines,
    logEvent(event) {
      const { type, ...facts } = event
      log[eventLevel(event)](facts, type)
    },
  }
}
