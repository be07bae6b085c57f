import { ConfigError } from './config.ts'

/** Why a process does not get the address that it is told to listen at. */
const refusals = new Map<unknown, string>([
  ['EADDRINUSE', 'PORT is taken: another process listens on it'],
  ['EACCES', 'PORT is one that only root may listen on'],
  ['EADDRNOTAVAIL', 'HOST is no address of this machine'],
  ['ENOTFOUND', 'HOST is no address of this machine'],
])

/** What is wrong with the settings when a server cannot listen; other errors as they are. */
export function listenError(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  const line = refusals.get(code)
  return line === undefined ? error : new ConfigError([line])
}
