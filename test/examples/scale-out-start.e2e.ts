import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { arrivedOf, createRig, postWebhook, psidOf, type Rig, until } from './scale-out-rig.ts'

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

  it('brings a Redis of its own, carries, keeps what is left for the next start, and ends in order', async () => {
    const { REDIS_URL: _, ...env } = rig.env
    const settings = { ...env, HOST: '127.0.0.1', PORT: '0', REDIS_FOLDER: folder, WORKERS: '1' }
    rig.ccm.fail({ status: 503 }, { times: Number.POSITIVE_INFINITY })
    const first = await run({ ...settings, RETRY_SECONDS: '1' })
    const written = { psid: psidOf(0), n: 0 }
    expect(await postWebhook(first, rig.env, written)).toBe(200)
    await until('an attempt', 20_000, () => rig.ccm.requests.length > 0)
    expect(await first.stop()).toBe(0)
    expect(first.lines.filter((line) => line.includes('"stopped"'))).toHaveLength(2)

    rig.ccm.reset()
    const second = await run(settings)
    await until('the message', 20_000, () => rig.ccm.messages.length > 0)
    expect(arrivedOf(rig)).toEqual(new Map([[written.psid, [0]]]))
    expect(await second.stop()).toBe(0)
  })

  it('ends when it is told wrong things, with a line for each', async () => {
    const { lines, child } = spawnStart({ REDIS_FOLDER: folder, PAGE_ID: 'my-page' })
    const [code] = await once(child, 'close')
    expect(code).toBe(1)
    expect(lines).toContain('Configuration: PAGE_ID must be a number')
    expect(lines.some((line) => line.startsWith('Configuration: APP_SECRET is missing'))).toBe(true)
  })
})

async function run(env: Record<string, string>) {
  const { child, lines } = spawnStart(env)
  const url = await until('the receiver to listen', 30_000, () => {
    if (child.exitCode !== null) throw new Error(lines.join('\n'))
    const listening = lines.filter((text) => text.includes('"msg":"listening"'))
    if (listening.length < 2) return undefined
    // The worker says so too; only the receiver knows the webhook's path.
    return Promise.any(listening.map(receiverAt))
  })
  return { url, child, lines, stop: () => stop(child) }
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
