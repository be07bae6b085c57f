import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connectBullmq } from 'messenger-cim/bullmq'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  arrivedOf,
  createRig,
  postWebhook,
  psidOf,
  type Rig,
  spawnExample,
  until,
} from './scale-out-rig.ts'

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
    const first = await run(env)
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
    await until('an attempt', 20_000, () => rig.ccm.requests.length > 0)
    expect(await started.stop()).toBe(0)
    expect(rig.ccm.messages).toHaveLength(1)
    expect(started.lines.filter((line) => line.includes('"stopped"'))).toHaveLength(2)
  })

  it('says where its Redis is to nobody else, and has its folder for itself', async () => {
    const data = join(folder, 'data')
    rig.ccm.fail({ status: 400 }, { times: 1 })
    const first = await run({ ...settings(), REDIS_FOLDER: data })
    expect(await postWebhook(first, rig.env, { psid: psidOf(0), n: 0 })).toBe(200)
    const url = await readFile(join(data, 'redis-url'), 'utf8')
    const { queue, close } = connectBullmq({ url })
    const [letter] = await until('a dead letter', 20_000, async () => {
      const letters = await queue.deadLetters.list()
      return letters.length > 0 && letters
    })
    expect(letter?.reason).toMatchObject({ status: 400 })
    await close()
    const modes = [data, join(data, 'redis-url')].map(
      async (path) => (await stat(path)).mode & 0o777,
    )
    expect(await Promise.all(modes)).toEqual([0o700, 0o600])

    const second = spawnStart({ ...settings(), REDIS_FOLDER: data })
    expect(await once(second.child, 'close')).toEqual([1, null])
    expect(second.lines).toEqual([`redis-server did not start: is another one using ${data}?`])
    expect(await first.stop()).toBe(0)
  })

  it('starts again a process that crashes, and none that crashes while all end', async () => {
    const started = await run({ ...settings(), REDIS_URL: rig.redis.url })
    const ended = 'The worker ended; it is started again'
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
    const answers = await Promise.all(
      (await childrenOf(started.child)).map(async ({ pid, main }) => {
        const env = await readFile(`/proc/${pid}/environ`, 'utf8')
        return [main, env.includes(String(rig.env.PAGE_ACCESS_TOKEN))]
      }),
    )
    expect(Object.fromEntries(answers)).toEqual({ receiver: false, worker: true })
    await started.stop()
  })

  it('ends when a process cannot have its port, with a line', async () => {
    const { port } = new URL(rig.ccm.url)
    const env = { ...settings(), REDIS_URL: rig.redis.url, PORT: port }
    const { child, lines } = spawnStart(env)
    expect(await once(child, 'close')).toEqual([1, null])
    expect(lines.join('\n')).toContain('EADDRINUSE')
    expect(lines.filter((line) => line.includes('started again'))).toEqual([])
  })

  it('ends if settings are wrong, with a line for each', async () => {
    const { lines, child } = spawnStart({
      REDIS_FOLDER: folder,
      PAGE_ID: 'my-page',
    })
    const [code] = await once(child, 'close')
    expect(code).toBe(1)
    expect(await readdir(folder)).toEqual([])
    expect(lines).toContain('PAGE_ID must be a number')
    expect(lines.some((line) => line.startsWith('APP_SECRET is missing'))).toBe(true)
    const unsure = spawnStart({ ...settings(), WORKERS: 'abc' })
    expect(await once(unsure.child, 'close')).toEqual([1, null])
    expect(unsure.lines).toEqual(['WORKERS must be a whole number'])
  })
})

async function run(env: Record<string, string>) {
  const { child, lines } = spawnStart(env)
  const url = await until('the receiver to listen', 30_000, () => {
    if (child.exitCode !== null) throw new Error(lines.join('\n'))
    if (listening(lines).length < 2) return undefined
    const line = listening(lines).find((text) => text.includes('"role":"receiver"'))
    return line && /"address":"([^"]+)"/.exec(line)?.[1]
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
      return { pid: Number(child), main: command.split('\0')[2] ?? '' }
    })
  return await Promise.all(children)
}

async function crashWorker(start: ChildProcess): Promise<void> {
  const worker = (await childrenOf(start)).find(({ main }) => main === 'worker')
  if (worker === undefined) throw new Error('There is no worker')
  process.kill(worker.pid, 'SIGKILL')
}

function spawnStart(env: Record<string, string>) {
  return spawnExample(['start.ts'], env)
}

async function stop(child: ChildProcess): Promise<number | null> {
  child.kill('SIGTERM')
  const [code] = await once(child, 'close')
  return code
}
