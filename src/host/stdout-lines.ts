import { fstatSync } from 'node:fs'
import { Socket } from 'node:net'

/** Where a logger writes its lines; pino takes it as its destination. */
export interface LogLines {
  /** Writes a line that ends in a line break, or leaves it out. Never waits and never throws. */
  write(line: string): void
  /** Resolves when what was written has been read, or after a second. */
  end(): Promise<void>
}

/** How much may wait for a slow reader, in UTF-16 units; lines beyond it are left out. */
const longestWait = 16 * 1024 * 1024

/** How long the end waits for the reader, in ms. */
const endMs = 1000

/**
 * Lines on stdout that no message waits for. A reader that is slow or has gone costs lines of the log, and neither holds
 * up the work nor the end of the process.
 *
 * `process.stdout` is not enough for that: Node waits at each write to a pipe until there is room
 * (https://nodejs.org/api/process.html#a-note-on-process-io). Nor is a destination of pino's: at the end of the process
 * it tries to write its rest until it is read.
 *
 * @example
 * const lines = stdoutLines()
 * const log = pino({}, lines)
 */
export function stdoutLines(): LogLines {
  const stdout = openStdout()
  // A reader that has gone: nothing is left to do.
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

/** Pipes and sockets without the blocking writes of Node's own stream; files and terminals as they are. */
function openStdout(): NodeJS.WritableStream & { destroyed?: boolean; writableLength: number } {
  const facts = fstatSync(1)
  if (facts.isFIFO() || facts.isSocket()) return new Socket({ fd: 1, readable: false })
  return process.stdout
}
