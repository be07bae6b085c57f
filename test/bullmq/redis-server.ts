import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { describe } from 'vitest'

/** A Redis on loopback, of a test's own. */
export type RedisServer = {
  /** With its password. */
  url: string
  port: number
  password: string
  /** Ends it as `kill -9` does. */
  kill(): Promise<void>
  /** Stops it in its tracks, as a machine that hangs, and lets it go on. */
  pause(): void
  resume(): void
  /** Starts it again, on the same port with the same files. */
  restart(): Promise<void>
  /** Ends it, and removes its files. */
  remove(): Promise<void>
}

const startTime = 10_000

export function hasRedisServer(): boolean {
  return spawnSync('redis-server', ['--version']).status === 0
}

/** `describe` where Debian's redis-server is installed; else it says what is skipped. */
export const describeWithRedis = hasRedisServer()
  ? describe
  : (name: string, tests: () => void) =>
      describe.skip(`${name} (redis-server is missing; npm run test:examples installs it)`, tests)

/**
 * Starts `redis-server`.
 *
 * @param settings lines for redis.conf, over the ones that a connector needs
 */
export async function startRedis(settings: readonly string[] = []): Promise<RedisServer> {
  const folder = await mkdtemp(join(tmpdir(), 'messenger-cim-redis-'))
  const port = await freePort()
  const password = randomBytes(24).toString('hex')
  const conf = [
    'bind 127.0.0.1',
    `port ${port}`,
    `requirepass ${password}`,
    `dir ${JSON.stringify(folder)}`,
    'save ""',
    'appendonly yes',
    'appendfsync always',
    'maxmemory-policy noeviction',
    ...settings,
  ].join('\n')
  let child = await start(conf)

  async function kill(): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  function end(): void {
    child.kill('SIGKILL')
  }
  process.once('exit', end)

  return {
    url: `redis://:${password}@127.0.0.1:${port}`,
    port,
    password,
    kill,
    pause: () => void child.kill('SIGSTOP'),
    resume: () => void child.kill('SIGCONT'),
    async restart() {
      await kill()
      child = await start(conf)
    },
    async remove() {
      await kill()
      process.off('exit', end)
      await rm(folder, { recursive: true })
    },
  }
}

async function start(conf: string): Promise<ChildProcess> {
  // On its standard input: what is on a command line everybody on the machine can read.
  const child = spawn('redis-server', ['-'], { stdio: ['pipe', 'pipe', 'inherit'] })
  child.stdin.end(conf)
  await new Promise<void>((resolve, reject) => {
    const fail = () => reject(new Error('redis-server did not start'))
    const timer = setTimeout(fail, startTime)
    child.once('exit', fail)
    child.once('error', reject)
    createInterface(child.stdout).on('line', (line) => {
      if (!line.includes('Ready to accept connections')) return
      clearTimeout(timer)
      child.off('exit', fail)
      resolve()
    })
  })
  return child
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
