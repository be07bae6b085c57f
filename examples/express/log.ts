import { fstatSync } from 'node:fs'
import { Socket } from 'node:net'
import type { Writable } from 'node:stream'
import { type Logger, pino } from 'pino'

export type Log = Logger

/** How much waits at most for a reader that is slow, in bytes; then lines are left out. */
const longestWait = 16 * 1024 * 1024

/** For how long the end waits for the reader, in ms. */
const endTime = 1000

/**
 * JSON lines on stdout. What is logged are the connector's events and the host's own doings: ids, counts
 * and reasons, no token, no secret, no name and nothing that anybody wrote.
 *
 * No message waits for whoever reads the log: writing goes on beside the work, which `process.stdout` does
 * not do with pipes, and a reader that has gone stops nothing.
 *
 * @returns the logger, and what ends it: it resolves when the last line is written
 */
export function createLog(level: string): { log: Log; endLog: () => Promise<void> } {
  const stdout = openStdout()
  stdout.on('error', ignore)
  const destination = {
    write(line: string) {
      if (!stdout.destroyed && stdout.writableLength < longestWait) stdout.write(line)
    },
  }
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
  }
  return {
    log: pino(options, destination),
    endLog: () =>
      new Promise((resolve) => {
        setTimeout(resolve, endTime)
        // After all lines before it. Not end(), which shuts a socket for all processes that write to it.
        stdout.write('', () => resolve())
      }),
  }
}

/** Pipes and sockets without the blocking mode that Node gives to its own; files and terminals as they are. */
function openStdout(): Writable {
  const facts = fstatSync(1)
  return facts.isFIFO() || facts.isSocket()
    ? new Socket({ fd: 1, readable: false })
    : process.stdout
}

function ignore(): void {}

/** What of an error may be logged: texts of foreign errors can quote what they choked on. */
export function errorFacts(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { name: typeof error }
  return { name: error.name, ...('code' in error && { code: error.code }) }
}
