import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface, type Interface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'

/** A host that runs as a process of its own. */
export type HostProcess = {
  /** Without a slash at its end. */
  url: string
  /** Resolves when everything that the host accepted is done. */
  idle(): Promise<void>
  /** Ends it as a service manager would; gives its exit code, null when the signal ended it. */
  stop(signal?: NodeJS.Signals): Promise<number | null>
  /** What it wrote, line by line. */
  lines: readonly string[]
}

const startTime = 60_000

/** A host that ended before it listened. */
export class HostStartError extends Error {
  override readonly name = 'HostStartError'
  readonly exitCode: number | null
  readonly lines: readonly string[]

  constructor(exitCode: number | null, lines: readonly string[]) {
    super(`The host did not start:\n${lines.join('\n')}`)
    this.exitCode = exitCode
    this.lines = lines
  }
}

/**
 * Starts `main.ts` of an example and waits until it listens.
 *
 * @param example its folder
 * @param env its settings, except that it listens on a free port of loopback
 * @throws {HostStartError}
 */
export async function startHost(
  example: string,
  env: Readonly<Record<string, string>>,
): Promise<HostProcess> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'main.ts'], {
    cwd: join(import.meta.dirname, '..', example),
    env: { PATH: process.env.PATH, HOST: '127.0.0.1', PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  function end(): void {
    child.kill()
  }
  process.once('exit', end)
  child.once('close', () => process.off('exit', end))
  const lines: string[] = []
  const output = createInterface(child.stdout)
  output.on('line', (line) => lines.push(line))
  createInterface(child.stderr).on('line', (line) => lines.push(line))
  const url = await addressOf(child, output, lines)
  return {
    url,
    idle: () => untilIdle(url),
    stop: (signal) => stop(child, signal),
    lines,
  }
}

/** The host logs where it listens. */
function addressOf(
  child: ChildProcess,
  output: Interface,
  lines: readonly string[],
): Promise<string> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), startTime)
    child.once('close', (code) => reject(new HostStartError(code, lines)))
    output.on('line', (line) => {
      const address = /"address":"([^"]+)".*"msg":"listening"/.exec(line)?.[1]
      if (address === undefined) return
      clearTimeout(timer)
      resolve(address)
    })
  })
}

/** The host's own metric counts its waiting tasks. */
async function untilIdle(url: string): Promise<void> {
  const deadline = Date.now() + startTime
  while (Date.now() < deadline) {
    const metrics = await fetch(`${url}/metrics`)
    if (/^messenger_cim_tasks\{state="waiting"\} 0$/m.test(await metrics.text())) return
    await wait(5)
  }
  throw new Error('The host did not get done in time')
}

async function stop(
  child: ChildProcess,
  signal: NodeJS.Signals = 'SIGTERM',
): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
  const closed = once(child, 'close')
  child.kill(signal)
  await closed
  return child.exitCode
}
