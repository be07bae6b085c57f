import { fstatSync } from 'node:fs'
import { Socket } from 'node:net'

/** Where a logger writes its lines; pino takes it as its destination. */
export interface LogLines {
  /** Writes a line that ends in a line break, or drops it. Never waits and never throws. */
  write(line: string): void
  /** Resolves when what was written has been read, or after a second. */
  end(): Promise<void>
}

/** How much may wait for a slow reader, in UTF-16 units; further lines are dropped. */
const longestWait = 16 * 1024 * 1024

/** How long the end waits for the reader, in ms. */
const endMs = 1000

/**
 * Writes log lines to stdout without blocking. A reader that is slow or gone loses lines, but delays neither the work
 * nor the end of the process.
 *
 * `process.stdout` cannot do that: on a pipe, Node blocks at each write until there is room
 * (https://nodejs.org/api/process.html#a-note-on-process-io). Nor can a destination of pino: when the process exits, it
 * tries to write its rest until somebody reads it.
 *
 * @example
 * const lines = stdoutLines()
 * const log = pino({}, lines)
 */
export function stdoutLines(): LogLines {
  const stdout = openStdout()
  // The reader has gone, so there is nothing to do.
  stdout.on('error', () => {})
  return {
    write(line) {
      if (!stdout.destroyed && stdout.writableLength < longestWait) stdout.write(line)
    },
    end: () =>
      new Promise((resolve) => {
        const late = setTimeout(resolve, endMs)
        // Not end(), which would shut a socket for every process that writes to it.
        stdout.write('', () => {
          clearTimeout(late)
          resolve()
        })
      }),
  }
}

/** Opens pipes and sockets without the blocking writes of Node's own stream. Files and terminals use that stream. */
function openStdout(): NodeJS.WritableStream & { destroyed?: boolean; writableLength: number } {
  const facts = fstatSync(1)
  if (facts.isFIFO() || facts.isSocket()) return new Socket({ fd: 1, readable: false })
  return process.stdout
}
