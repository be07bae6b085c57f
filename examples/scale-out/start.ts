import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { startLocalRedis } from './local-redis.ts'
import { openRedisFolder } from './redis-folder.ts'
import { readStartConfig, type StartConfig } from './start-config.ts'
import { configErrorExitCode, tellConfigError } from './tell-config-error.ts'

// One receiver and some workers on this machine, with a Redis of their own where REDIS_URL names none.

const restartPause = 1000

let stopping = false
const running = new Set<ChildProcess>()
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, stopEverything)
process.once('exit', stopEverything)

try {
  process.exitCode = await start(readStartConfig(process.env))
} catch (error) {
  tellConfigError(error)
  process.exitCode = 1
}

async function start({ redisUrl, redisFolder, workers }: StartConfig): Promise<number> {
  if (redisUrl !== undefined) return await runProcesses(redisUrl, workers)
  const folder = await openRedisFolder(redisFolder)
  const redis = await startLocalRedis({ folder: folder.path })
  await folder.writeUrl(redis.url)
  console.error(`Redis runs on loopback, with its append-only file in ${folder.path}`)
  try {
    return await runProcesses(redis.url, workers)
  } finally {
    await redis.stop()
    await folder.removeUrl()
  }
}

/** Runs them until they are told to stop. Gives our exit code. */
async function runProcesses(redisUrl: string, workers: number): Promise<number> {
  const env = { ...process.env, REDIS_URL: redisUrl }
  const codes = await Promise.all([
    // It needs no access token: what the internet reaches has none to lose.
    keepRunning('receiver.ts', { ...env, PAGE_ACCESS_TOKEN: '' }),
    // Each on a port of its own, which it logs.
    ...Array.from({ length: workers }, () => keepRunning('worker.ts', { ...env, PORT: '0' })),
  ])
  return codes.some((code) => code !== 0) ? 1 : 0
}

/** Starts it again when it ends by itself. Gives the exit code with which it ended for good. */
async function keepRunning(main: string, env: NodeJS.ProcessEnv): Promise<number | null> {
  while (!stopping) {
    const child = spawn(process.execPath, [join(import.meta.dirname, main)], {
      env,
      stdio: 'inherit',
      detached: true,
    })
    running.add(child)
    const [code] = await once(child, 'exit')
    running.delete(child)
    if (code === configErrorExitCode) stopEverything()
    if (stopping) return code
    console.error(`${main} ended; it is started again`)
    await wait(restartPause)
  }
  return 0
}

function stopEverything(): void {
  stopping = true
  for (const child of running) child.kill('SIGTERM')
}
