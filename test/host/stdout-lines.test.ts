import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, it } from 'vitest'

const module = join(import.meta.dirname, '../../src/host/stdout-lines.ts')

it('writes lines to a pipe that is read', async () => {
  const child = start('lines.write("one\\n"); lines.write("two\\n"); await lines.end()')
  expect(await text(child.stdout)).toBe('one\ntwo\n')
})

it('ends in spite of a pipe that nobody reads, however much is written to it', async () => {
  const child = start(`
    const line = 'x'.repeat(1023) + '\\n'
    for (let count = 0; count < 20_000; count += 1) lines.write(line)
    await lines.end()
    process.exit(0)`)
  expect(await once(child, 'exit')).toEqual([0, null])
  const read = (await text(child.stdout)).length
  expect(read).toBeGreaterThan(0)
  expect(read).toBeLessThan(20_000 * 1024)
})

it('goes on when the reader has gone', async () => {
  const child = start(`
    for (let count = 0; count < 100; count += 1) {
      lines.write('line\\n')
      await new Promise((resolve) => setImmediate(resolve))
    }
    await lines.end()
    process.exit(7)`)
  child.stdout.destroy()
  expect(await once(child, 'exit')).toEqual([7, null])
})

/** A process of its own that has `lines`. */
function start(program: string) {
  const source = `const { stdoutLines } = await import(${JSON.stringify(module)})\nconst lines = stdoutLines()\n${program}`
  return spawn(process.execPath, ['--input-type=module', '--eval', source], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}
