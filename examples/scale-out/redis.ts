import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'

/** Starts redis-server on loopback, which answers what is on disk. `redis-url` in its folder says where it is. */
export async function startRedis(folder: string) {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const file = join(folder, 'redis-url')
  if (!existsSync(file)) {
    const own = `redis://:${randomBytes(24).toString('hex')}@127.0.0.1:${await freePort()}`
    writeFileSync(file, own, { mode: 0o600 })
  }
  const url = readFileSync(file, 'utf8')
  // On its standard input: what is on a command line everybody on the machine can read.
  const redis = spawn('redis-server', ['-'], { stdio: ['pipe', 'pipe', 'inherit'], detached: true })
  redis.stdin.end(`bind 127.0.0.1
port ${new URL(url).port}
requirepass ${new URL(url).password}
dir ${JSON.stringify(folder)}
save ""
appendonly yes
appendfsync always
maxmemory-policy noeviction`)
  const isReady = new Promise<boolean>((resolve) => {
    redis.stdout.on('data', (text) => /Ready to accept/.test(text) && resolve(true))
  })
  if (!(await Promise.race([isReady, once(redis, 'exit').then(() => false)]))) {
    throw new Error(`redis-server did not start: is another one using ${folder}?`)
  }
  return { url, stop: () => redis.kill() && once(redis, 'exit') }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = Object.assign({ port: 0 }, server.address())
  await once(server.close(), 'close')
  return port
}
