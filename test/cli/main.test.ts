import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { run } from './terminal.ts'

const manifest = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'))

describe('messenger-cim', () => {
  it.each([[[]], [['help']], [['--help']], [['-h']]])('says what there is: %j', async (args) => {
    const { code, stdout } = await run(args)
    expect(code).toBe(0)
    expect(stdout).toMatch(/explain {2,}shows how/)
  })

  it('prints its version', async () => {
    expect(await run(['--version'])).toEqual({
      code: 0,
      stdout: `${manifest.version}\n`,
      stderr: '',
    })
  })

  it('refuses what it does not know, and says what there is', async () => {
    const { code, stdout, stderr } = await run(['explian'])
    expect(code).toBe(2)
    expect(stdout).toBe('')
    expect(stderr).toMatch(/no command "explian".*explain/s)
  })

  it.each([[['explain', '--jsno']], [['explain', 'a', 'b']]])(
    'says how a command is called: %j',
    async (args) => {
      const { code, stderr } = await run(args)
      expect(code).toBe(2)
      expect(stderr).toMatch(/Usage: messenger-cim explain/)
    },
  )

  it('helps with each command', async () => {
    const { code, stdout } = await run(['explain', '--help'])
    expect(code).toBe(0)
    expect(stdout).toMatch(/--json/)
  })
})
