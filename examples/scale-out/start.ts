import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { readEnvironment } from 'messenger-cim/host'
import { startRedis } from './redis.ts'

// One receiver and some workers on this machine, with a Redis of their own where REDIS_URL names none.

const { REDIS_URL, REDIS_FOLDER = join(import.meta.dirname, 'data'), WORKERS } = process.env
const running = new Set<ChildProcess>()
let isStopping = false
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, stop)

try {
  for (const ROLE of ['receiver', 'worker']) readEnvironment({ ...process.env, ROLE })
  const workers = Number(WORKERS || 2)
  if (!Number.isInteger(workers) || workers < 1) throw new Error('WORKERS must be a whole number')
  const redis = REDIS_URL ? undefined : await startRedis(resolve(REDIS_FOLDER))
  const env = { ...process.env, REDIS_URL: redis?.url ?? REDIS_URL }
  const codes = await Promise.all([
    // What the internet reaches has no access token to lose.
    keepRunning('receiver', { ...env, PAGE_ACCESS_TOKEN: '' }),
    // Each on a port of its own, which it logs.
    ...Array.from({ length: workers }, () => keepRunning('worker', { ...env, PORT: '0' })),
  ])
  await redis?.stop()
  process.exitCode = codes.some((code) => code !== 0) ? 1 : 0
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}

/** Starts it again when it ends by itself, unless it says that this is of no use. Gives its last exit code. */
async function keepRunning(role: string, env: NodeJS.ProcessEnv): Promise<number | null> {
  while (!isStopping) {
    const main = join(import.meta.dirname, 'main.ts')
    const child = spawn(process.execPath, [main, role], { env, stdio: 'inherit', detached: true })
    running.add(child)
    const [code] = await once(child, 'exit')
    if (code === 78) stop()
    if (isStopping) return code
    console.error(`The ${role} ended; it is started again`)
    await wait(1000)
  }
  return 0
}

function stop(): void {
  isStopping = true
  for (const child of running) child.kill()
}
