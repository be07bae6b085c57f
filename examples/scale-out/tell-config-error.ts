import { ConfigError } from './config.ts'

/** How a process ends that was told wrong things: there is no use in starting it again. */
export const configErrorExitCode = 78

/** Tells what is wrong with the settings, a line for each. Throws other errors again. */
export function tellConfigError(error: unknown): void {
  if (!(error instanceof ConfigError)) throw error
  for (const line of error.lines) console.error(`Configuration: ${line}`)
}
