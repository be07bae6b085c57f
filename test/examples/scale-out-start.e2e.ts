import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  arrivedOf,
  createRig,
  metric,
  postWebhook,
  psidOf,
  type Rig,
  until,
} from './scale-out-rig.ts'

const start = join(import.meta.dirname, '../../examples/scale-out/start.ts')

describe('npm start', () => {
  let rig: Rig
  let folder: string
  beforeEach(async () => {
    rig = await createRig()
    folder = await mkdtemp(join(tmpdir(), 'messenger-cim-start-'))
  })
  afterEach(async () => {
    await rig.close()
    await rm(folder, { recursive: true })
  })

  /** Of one worker, with a Redis of its own. */
  function settings(): Record<string, string> {
    return { ...rig.env, REDIS_URL: '', HOST: '127.0.0.1', PORT: '0', WORKERS: '1' }
  }

  it('brings a Redis of its own, carries, keeps what is left for the next start, and ends in order', async () => {
    const env = { ...settings(), REDIS_FOLDER: folder }
    rig.ccm.fail({ status: 503 }, { times: Number.POSITIVE_INFINITY })
    const first = await run({ ...env, RETRY_SECONDS: '1' })
    const written = { psid: psidOf(0), n: 0 }
    expect(await postWebhook(first, rig.env, written)).toBe(200)
    await until('an attempt', 20_000, () => rig.ccm.requests.length > 0)
    expect(await first.stop()).toBe(0)
    expect(first.lines.filter((line) => line.includes('"stopped"'))).toHaveLength(2)

    rig.ccm.reset()
    const second = await run(env)
    await until('the message', 20_000, () => rig.ccm.messages.length > 0)
    expect(arrivedOf(rig)).toEqual(new Map([[written.psid, [0]]]))
    expect(await second.stop()).toBe(0)
  })

  it('hears all of a process that ends after another', async () => {
    rig.pace.ccm = 1000
    const started = await run({ ...settings(), REDIS_FOLDER: folder })
    expect(await postWebhook(started, rig.env, { psid: psidOf(0), n: 0 })).toBe(200)
    const active = 'messenger_cim_turns{state="active"}'
    await until('an attempt', 20_000, async () => (await metric(started, active)) === 1)
    expect(await started.stop()).toBe(0)
    expect(rig.ccm.messages).toHaveLength(1)
    expect(started.lines.filter((line) => line.includes('"stopped"'))).toHaveLength(2)
  })

  it('tells commands where its Redis is, and nobody else, and has its folder for itself', async () => {
    const data = join(folder, 'data')
    rig.ccm.fail({ status: 400 }, { times: 1 })
    const first = await run({ ...settings(), REDIS_FOLDER: data })
    expect(await postWebhook(first, rig.env, { psid: psidOf(0), n: 0 })).toBe(200)
    const command = { REDIS_URL: '', REDIS_FOLDER: data }
    const listed = await until('a dead letter', 20_000, async () => {
      const { lines } = await rig.deadLetters(['list'], command)
      return lines.find((line) => line.includes(psidOf(0)))
    })
    expect(listed).toContain('"status":400')
    const modes = [data, join(data, 'redis-url')].map(
      async (path) => (await stat(path)).mode & 0o777,
    )
    expect(await Promise.all(modes)).toEqual([0o700, 0o600])

    const second = spawnStart({ ...settings(), REDIS_FOLDER: data })
    expect(await once(second.child, 'close')).toEqual([1, null])
    expect(second.lines).toEqual([
      expect.stringMatching(/^Configuration: REDIS_FOLDER is in use by redis-server, process \d+/),
    ])
    expect(await first.stop()).toBe(0)
    expect((await rig.deadLetters(['list'], command)).lines).toEqual([
      'Configuration: REDIS_URL is missing: where Redis is, such as redis://redis:6379',
    ])
  })

  it('starts again a process that crashes, and none that crashes while all end', async () => {
    const started = await run({ ...settings(), REDIS_URL: rig.redis.url })
    const ended = 'worker.ts ended; it is started again'
    await crashWorker(started.child)
    await until('another worker', 20_000, () => {
      return started.lines.includes(ended) && listening(started.lines).length === 3
    })
    expect((await fetch(`${started.url}/healthz`)).status).toBe(200)

    await crashWorker(started.child)
    await until(
      'its end',
      20_000,
      () => started.lines.filter((line) => line === ended).length === 2,
    )
    expect(await started.stop()).toBe(0)
    expect(listening(started.lines)).toHaveLength(3)
  })

  it('gives the receiver no access token', async () => {
    const started = await run({ ...settings(), REDIS_URL: rig.redis.url })
    const told = await Promise.all(
      (await childrenOf(started.child)).map(async ({ pid, main }) => {
        const env = await readFile(`/proc/${pid}/environ`, 'utf8')
        return [main, env.includes(String(rig.env.PAGE_ACCESS_TOKEN))]
      }),
    )
    expect(Object.fromEntries(told)).toEqual({ 'receiver.ts': false, 'worker.ts': true })
    await started.stop()
  })

  it('ends when a process cannot have its port, with a line', async () => {
    const { port } = new URL(rig.ccm.url)
    const env = { ...settings(), REDIS_URL: rig.redis.url, PORT: port }
    const { child, lines } = spawnStart(env)
    expect(await once(child, 'close')).toEqual([1, null])
    expect(lines).toContain('Configuration: PORT is taken: another process listens on it')
    expect(lines.filter((line) => line.includes('started again'))).toEqual([])
  })

  it('ends when it is told wrong things, with a line for each', async () => {
    const { lines, child } = spawnStart({
      REDIS_FOLDER: folder,
      PAGE_ID: 'my-page',
      WORKERS: 'abc',
    })
    const [code] = await once(child, 'close')
    expect(code).toBe(1)
    expect(lines).toContain('Configuration: WORKERS must be a number')
    expect(lines.filter((line) => !line.startsWith('Configuration: '))).toEqual([])
    expect(await readdir(folder)).toEqual([])
    expect(lines).toContain('Configuration: PAGE_ID must be a number')
    expect(lines.some((line) => line.startsWith('Configuration: APP_SECRET is missing'))).toBe(true)
  })
})

async function run(env: Record<string, string>) {
  const { child, lines } = spawnStart(env)
  const url = await until('the receiver to listen', 30_000, () => {
    if (child.exitCode !== null) throw new Error(lines.join('\n'))
    if (listening(lines).length < 2) return undefined
    // The worker says so too; only the receiver knows the webhook's path.
    return Promise.any(listening(lines).map(receiverAt))
  })
  return { url, child, lines, stop: () => stop(child) }
}

function listening(lines: readonly string[]): string[] {
  return lines.filter((text) => text.includes('"msg":"listening"'))
}

/** The processes that `npm start` has started. */
async function childrenOf({ pid }: ChildProcess): Promise<{ pid: number; main: string }[]> {
  const pids = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8')
  const children = pids
    .trim()
    .split(' ')
    .map(async (child) => {
      const command = await readFile(`/proc/${child}/cmdline`, 'utf8')
      return { pid: Number(child), main: basename(command.split('\0')[1] ?? '') }
    })
  return await Promise.all(children)
}

async function crashWorker(start: ChildProcess): Promise<void> {
  const worker = (await childrenOf(start)).find(({ main }) => main === 'worker.ts')
  if (worker === undefined) throw new Error('There is no worker')
  process.kill(worker.pid, 'SIGKILL')
}

async function receiverAt(line: string): Promise<string> {
  const url = /"address":"([^"]+)"/.exec(line)?.[1] ?? ''
  const response = await fetch(`${url}/facebook-connector/webhook`)
  if (response.status === 404 && (await response.text()) === 'not found')
    throw new Error('a worker')
  return url
}

function spawnStart(env: Record<string, string>) {
  const child = spawn(process.execPath, [start], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const lines: string[] = []
  for (const stream of [child.stdout, child.stderr]) {
    createInterface(stream).on('line', (line) => lines.push(line))
  }
  return { child, lines }
}

async function stop(child: ChildProcess): Promise<number | null> {
  child.kill('SIGTERM')
  const [code] = await once(child, 'close')
  return code
}
