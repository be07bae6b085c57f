import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { startLocalRedis } from './local-redis.ts'

// One receiver and some workers on this machine, with a Redis of their own where REDIS_URL names none.

const { REDIS_URL, REDIS_FOLDER, WORKERS } = z
  .object({
    REDIS_URL: z.string().optional(),
    REDIS_FOLDER: z.string().optional(),
    WORKERS: z.coerce.number().int().min(1).max(64).default(2),
  })
  .parse(process.env)

const restartPause = 1000

const temporary = await mkdtemp(join(tmpdir(), 'messenger-cim-redis-'))
const folder = REDIS_FOLDER ? resolve(REDIS_FOLDER) : temporary
await mkdir(folder, { recursive: true })
const redis = REDIS_URL ? undefined : await startLocalRedis({ folder })
const env = { ...process.env, REDIS_URL: REDIS_URL ?? redis?.url }
if (redis) console.error(`Redis runs on loopback, with its append-only file in ${folder}`)

let stopping = false
const running = new Set<ChildProcess>()
const receiver = keepRunning('receiver.ts', {})
// Each on a port of its own, which it logs.
const workers = Array.from({ length: WORKERS }, () => keepRunning('worker.ts', { PORT: '0' }))
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, stopEverything)
process.once('exit', stopEverything)
const codes = await Promise.all([receiver, ...workers])
await redis?.stop()
await rm(temporary, { recursive: true })
process.exitCode = codes.some((code) => code !== 0) ? 1 : 0

/** Starts it again when it ends by itself, unless it never came up. Gives its last exit code. */
async function keepRunning(main: string, settings: NodeJS.ProcessEnv): Promise<number | null> {
  for (;;) {
    const child = spawn(process.execPath, [join(import.meta.dirname, main)], {
      env: { ...env, ...settings },
      stdio: 'inherit',
      detached: true,
    })
    running.add(child)
    const [code] = await once(child, 'exit')
    running.delete(child)
    // Told wrong things: it would say so again.
    if (stopping || code === 1) {
      stopEverything()
      return code
    }
    console.error(`${main} ended; it is started again`)
    await wait(restartPause)
  }
}

function stopEverything(): void {
  stopping = true
  for (const child of running) child.kill('SIGTERM')
}
