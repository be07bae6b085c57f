import type { Terminal } from './terminal.ts'

/** One command of `messenger-cim`. */
export type Command = {
  /** What it does, in a line. */
  summary: string
  /** What `--help` says. */
  help: string
  /** Gives the exit code: 0, 1 when there is something wrong, 2 when it was called wrongly. */
  run(args: readonly string[], terminal: Terminal): Promise<number>
}

/** A command that was called wrongly; the message says how. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
