import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'

/** A Redis of our own, on loopback. */
export type LocalRedis = {
  /** With its password. */
  url: string
  process: ChildProcess
  /** Ends it in order. */
  stop(): Promise<void>
}

export type LocalRedisOptions = {
  /** Where its append-only file is; what is there already it reads. */
  folder: string
  /** Default: a free one. */
  port?: number | undefined
  password?: string | undefined
  /** When it makes sure that what it was told is on disk: before it answers, once a second, or never. */
  appendfsync?: 'always' | 'everysec' | 'no' | undefined
}

const startTime = 10_000

/**
 * Starts Debian's `redis-server`, and installs it where it is missing and we may.
 *
 * With `appendfsync always` it answers only what is on disk, so that what a receiver said 200 to survives
 * even when the machine loses power.
 */
export async function startLocalRedis({
  folder,
  port,
  password = randomBytes(24).toString('hex'),
  appendfsync = 'always',
}: LocalRedisOptions): Promise<LocalRedis> {
  await installIfMissing()
  const chosenPort = port ?? (await freePort())
  // Told on its standard input: what is on a command line everybody on the machine can read.
  const child = spawn('redis-server', ['-'], {
    stdio: ['pipe', 'pipe', 'inherit'],
    // Ctrl-C in a terminal is for us; we stop Redis when all else has ended.
    detached: true,
  })
  function end(): void {
    child.kill()
  }
  process.once('exit', end)
  child.once('exit', () => process.off('exit', end))
  child.stdin.end(`
    bind 127.0.0.1
    port ${chosenPort}
    requirepass ${password}
    dir ${JSON.stringify(folder)}
    save ""
    appendonly yes
    appendfsync ${appendfsync}
    maxmemory-policy noeviction
  `)
  await untilReady(child)
  return {
    url: `redis://:${password}@127.0.0.1:${chosenPort}`,
    process: child,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill('SIGTERM')
      await once(child, 'exit')
    },
  }
}

async function untilReady(child: ChildProcess): Promise<void> {
  const { stdout } = child
  if (stdout === null) throw new Error('redis-server has no output to read')
  await new Promise<void>((resolve, reject) => {
    const fail = () => reject(new Error('redis-server did not start'))
    const timer = setTimeout(fail, startTime)
    child.once('exit', fail)
    child.once('error', reject)
    createInterface(stdout).on('line', (line) => {
      if (!line.includes('Ready to accept connections')) return
      clearTimeout(timer)
      child.off('exit', fail)
      resolve()
    })
  })
}

async function installIfMissing(): Promise<void> {
  if (await runs('redis-server', ['--version'])) return
  if (process.getuid?.() !== 0 || !(await runs('apt-get', ['--version']))) {
    throw new Error('redis-server is missing: install it, or set REDIS_URL')
  }
  console.error("Installing Debian's redis-server ...")
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const run = promisify(execFile)
  await run('apt-get', ['update'], { env })
  await run('apt-get', ['install', '--yes', '--no-install-recommends', 'redis-server'], { env })
}

async function runs(command: string, args: readonly string[]): Promise<boolean> {
  try {
    await promisify(execFile)(command, args)
    return true
  } catch {
    return false
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (typeof address !== 'object' || address === null) throw new Error('no free port')
  return address.port
}
