import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { pageId } from '../../examples/demo/recorded.ts'
import { accepted, type SlowCcm, shootAt, startSlowCcm } from './load.ts'
import { appSecret, createRig, examples, type Rig, webhookPath } from './rig.ts'

/** The lines about them are more than a pipe and its reader hold. */
const load = { rate: 100, count: 1000, customers: 250 }

describe.each(examples)('the %s host whose log nobody reads any more', (example) => {
  let rig: Rig
  let ccm: SlowCcm
  let child: ChildProcess
  beforeEach(async () => {
    rig = await createRig()
    ccm = await startSlowCcm(0)
    child = spawn(process.execPath, ['main.ts'], {
      cwd: join(import.meta.dirname, '../../examples', example),
      env: { PATH: process.env.PATH, HOST: '127.0.0.1', PORT: '0', ...rig.env, CCM_URL: ccm.url },
      stdio: ['ignore', 'pipe', 'ignore'],
    })
  })
  afterEach(async () => {
    child.kill('SIGKILL')
    ccm.close()
    await rig.close()
  })

  it('answers, delivers, and ends after SIGTERM', async () => {
    const url = (await addressOf(child)) + webhookPath
    const shots = await shootAt({ url, appSecret, pageId, ...load })
    expect(shots.filter(({ status }) => status !== 200)).toEqual([])
    const deadline = Date.now() + 30_000
    while (ccm.count() < load.count && Date.now() < deadline) await wait(20)
    expect(ccm.received).toEqual(accepted(shots))

    const start = performance.now()
    const exit = once(child, 'exit')
    child.kill('SIGTERM')
    expect(await exit).toEqual([0, null])
    expect(performance.now() - start).toBeLessThan(8000)
    expect(await waiting(child)).not.toContain('"msg":"stopped"')
  })
})

/** Reads up to the line with the address of the host, and no further. */
async function addressOf({ stdout }: ChildProcess): Promise<string> {
  if (stdout === null) throw new Error('The host has no output')
  let read = ''
  for (;;) {
    const [chunk] = await once(stdout, 'data')
    read += chunk
    const address = /"address":"([^"]+)"/.exec(read)?.[1]
    if (address === undefined) continue
    stdout.pause()
    return address
  }
}

/** What of the log had room on its way: not its end, or the reader was not too slow after all. */
async function waiting({ stdout }: ChildProcess): Promise<string> {
  return stdout === null ? '' : text(stdout)
}
