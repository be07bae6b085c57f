import type { Terminal } from './terminal.ts'

/** One command of `messenger-cim`. */
export type Command = {
  /** A line about what it does. */
  summary: string
  /** The text of `--help`. */
  help: string
  /** Returns the exit code: 0; 1 when something is wrong; 2 after wrong arguments. */
  run(args: readonly string[], terminal: Terminal): Promise<number>
}

/** Wrong arguments for a command; the message says what is wrong. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
