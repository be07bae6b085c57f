import { once } from 'node:events'
import { createServer } from 'node:net'
import { describe, expect, it } from 'vitest'
import { HostStartError, startHost } from '../../examples/demo/host-process.ts'
import { pageId } from '../../examples/demo/recorded.ts'
import { createRig, examples } from './rig.ts'

const right = {
  PAGE_ID: pageId,
  PAGE_ACCESS_TOKEN: 'EAAtoken',
  VERIFY_TOKEN: 'verify',
  APP_SECRET: '0123456789abcdef0123456789abcdef',
  CCM_URL: 'https://cx.example.com/ccm',
  FILE_ENGINE_URL: 'https://cx.example.com/file-engine/api',
  DATABASE_PATH: ':memory:',
}

describe.each(examples)('the %s host', (example) => {
  it('does not start with wrong settings, and says of each in a line what is wrong', async () => {
    const { exitCode, lines } = await failedStart(example, {
      ...right,
      PAGE_ACCESS_TOKEN: '',
      APP_SECRET: 'too-short',
      CCM_URL: 'cx.example.com',
    })
    expect(exitCode).toBe(1)
    expect(lines.toSorted()).toEqual([
      'APP_SECRET is too short: the secret of a Facebook app has 32 characters',
      'CCM_URL must be an http(s) URL without credentials, query or fragment',
      'PAGE_ACCESS_TOKEN is missing: the long-lived access token of the Page',
    ])
  })

  it('starts with settings that are right, and ends when asked to', async () => {
    const host = await startHost(example, right)
    expect(await host.stop()).toBe(0)
  })

  it('does not start at a port that is taken, and says so in a line', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const address = other.address()
    const port = typeof address === 'object' ? String(address?.port) : ''
    try {
      const { exitCode, lines } = await failedStart(example, { ...right, PORT: port })
      expect(exitCode).toBe(1)
      expect(lines).toEqual([expect.stringContaining('EADDRINUSE')])
    } finally {
      other.close()
    }
  })

  it('does not start on a database that another host has', async () => {
    const rig = await createRig()
    try {
      await rig.start(example)
      const { exitCode, lines } = await failedStart(example, rig.env)
      expect(exitCode).toBe(1)
      expect(lines).toContain(
        'The store cannot be used: another process has it locked (another process works on it)',
      )
    } finally {
      await rig.close()
    }
  })
})

/** How a host ended that should not have started. */
async function failedStart(example: string, env: Record<string, string>): Promise<HostStartError> {
  try {
    const host = await startHost(example, env)
    await host.stop('SIGKILL')
  } catch (error) {
    if (error instanceof HostStartError) return error
    throw error
  }
  throw new Error('The host started')
}
