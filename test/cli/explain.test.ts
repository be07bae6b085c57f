import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { WriteStream } from 'node:tty'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { paintFor, printable } from '../../src/cli/terminal.ts'
import { explainText } from '../../src/explain/index.ts'
import { sampleCimMessage, sampleWebhook } from '../../src/testing/index.ts'
import { run } from './terminal.ts'

const folder = mkdtempSync(join(tmpdir(), 'messenger-cim-'))
afterAll(() => rmSync(folder, { recursive: true }))

function file(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

const webhook = JSON.stringify(sampleWebhook('image'), null, 2)

describe('messenger-cim explain', () => {
  it('says what becomes of a webhook, with the part that each message comes from', async () => {
    const { code, stdout, stderr } = await run(['explain', file('webhook.json', webhook)])
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout).toContain('The customer wrote  2026-11-22')
    expect(stdout).toContain('→ IMAGE  entry[0].messaging[0].message.attachments[0]')
    expect(stdout).toContain('image · 471234567_lamp.jpg · image/jpeg')
  })

  it('reads stdin, in whatever pieces it comes', async () => {
    const bytes = new TextEncoder().encode(
      `\ufeff${JSON.stringify(sampleWebhook('message', { message: { text: 'Grüße 🙂' } }))}`,
    )
    const pieces = Array.from(bytes, (byte) => Uint8Array.of(byte))
    const { code, stdout } = await run(['explain'], { stdin: pieces })
    expect(code).toBe(0)
    expect(stdout).toContain('Grüße 🙂')
  })

  it('reads what Windows PowerShell writes to a file', async () => {
    const text = JSON.stringify(sampleWebhook('message', { message: { text: 'Grüße 🙂' } }))
    const bytes = Buffer.from(`\ufeff${text}`, 'utf16le')
    const { code, stdout } = await run(['explain'], {
      stdin: Array.from(bytes, (byte) => Uint8Array.of(byte)),
    })
    expect(code).toBe(0)
    expect(stdout).toContain('Grüße 🙂')
  })

  it('says why an event was skipped', async () => {
    const { code, stdout } = await run(['explain'], {
      stdin: JSON.stringify(sampleWebhook('echo')),
    })
    expect(code).toBe(0)
    expect(stdout).toMatch(
      /skipped: echo {2}entry\[0\]\.messaging\[0\]\n.*sent this by other means/,
    )
  })

  it('says what the customer sees of a CIM message, and what otherwise', async () => {
    const markdownText = `${'word '.repeat(500)}**end**`
    const message = sampleCimMessage('PLAIN', { body: { markdownText } })
    const { code, stdout } = await run(['explain'], { stdin: JSON.stringify(message) })
    expect(code).toBe(0)
    expect(stdout).toContain('→ request 2 of 2  body.markdownText')
    expect(stdout).toMatch(/~ text-split {2}body\.markdownText\n.*several\./)
  })

  it('names file, line, column and path of what is wrong', async () => {
    const path = file('email.json', JSON.stringify(sampleCimMessage('EMAIL'), null, 2))
    const { code, stdout } = await run(['explain', path])
    expect(code).toBe(0)
    expect(stdout).toMatch(
      new RegExp(`✗ ${path}:\\d+:\\d+ body\\.type: Messenger cannot show a body of type EMAIL`),
    )
  })

  it('ends with 1 when nothing could be read', async () => {
    const { code, stdout } = await run(['explain', file('half.json', webhook.slice(0, 60))])
    expect(code).toBe(1)
    expect(stdout).toMatch(/half\.json:\d+:\d+: The JSON ends in the middle\./)
    expect(await run(['explain', join(folder, 'none.json')])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('there is no such file'),
    })
    expect(await run(['explain', folder])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('this is a folder'),
    })
  })

  it('reads no more of a file without end than it needs', async () => {
    let taken = 0
    function* endless() {
      for (;;) {
        taken += 1
        yield new Uint8Array(1_000_000).fill(0x61)
      }
    }
    const { code, stdout } = await run(['explain'], { stdin: endless() })
    expect(code).toBe(1)
    expect(stdout).toMatch(/more than 8 million characters/)
    expect(taken).toBeLessThan(40)
  })

  it('gives programs the explanation itself', async () => {
    const { code, stdout } = await run(['explain', '--json'], { stdin: webhook })
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toEqual(JSON.parse(JSON.stringify(explainText(webhook))))
  })

  it('may assume that the log knows what receipts name', async () => {
    const stdin = JSON.stringify(sampleWebhook('read'))
    expect((await run(['explain'], { stdin })).stdout).toContain('unresolved-message')
    expect((await run(['explain', '--assume-log'], { stdin })).stdout).toContain(
      '→ DELIVERYNOTIFICATION',
    )
  })
})

describe('a log', () => {
  const log = [
    JSON.stringify(sampleWebhook('image')),
    '',
    '{"half":',
    JSON.stringify(sampleWebhook('referral')),
    JSON.stringify(sampleCimMessage('EMAIL')),
  ].join('\n')

  it('is explained line by line, with a summary', async () => {
    const { code, stdout } = await run(['explain', file('log.jsonl', log)])
    expect(code).toBe(0)
    expect(stdout).toMatch(/^line 1 {2}A webhook/m)
    expect(stdout).toMatch(/log\.jsonl:3:9: The JSON ends in the middle/)
    expect(stdout).toMatch(/log\.jsonl:5:\d+ body\.type/)
    expect(stdout).toMatch(
      /Summary\n {2}read +3\n {2}unreadable +1\n {2}events +message 1, referral 1/,
    )
  })

  it('is JSON lines for programs, and a summary', async () => {
    const { stdout } = await run(['explain', '--json'], { stdin: `${log}\n` })
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(lines.map(({ line }) => line)).toEqual([1, 3, 4, 5, undefined])
    expect(lines.at(-1)).toMatchObject({ summary: { read: 3, unreadable: 1, refused: 1 } })
  })

  it('may be longer than anything that is read at once', async () => {
    const line = new TextEncoder().encode(`${JSON.stringify(sampleWebhook('message'))}\n`)
    function* lines() {
      for (let count = 0; count < 30_000; count += 1) yield line
    }
    const { stdout } = await run(['explain', '--json'], { stdin: lines() })
    expect(JSON.parse(stdout.trim().split('\n').at(-1) ?? '')).toMatchObject({
      summary: { read: 30_000, messages: { PLAIN: 30_000 } },
    })
  })
})

describe('colours', () => {
  it('are for streams that show them', () => {
    for (const [name, value] of Object.entries({ TERM: 'xterm', COLORTERM: 'truecolor' })) {
      vi.stubEnv(name, value)
    }
    // vitest sets one of the first two; by the others Node knows a CI, which shows colours or not.
    for (const name of ['FORCE_COLOR', 'NO_COLOR', 'CI', 'TF_BUILD', 'TEAMCITY_VERSION']) {
      vi.stubEnv(name, undefined)
    }
    const { getColorDepth } = WriteStream.prototype
    const terminal = Object.assign(new Writable(), { isTTY: true, getColorDepth })
    expect(paintFor(terminal)('problem', 'x')).toBe('\u001b[31mx\u001b[39m')
    expect(paintFor(new Writable())('problem', 'x')).toBe('x')
    vi.stubEnv('NO_COLOR', '1')
    expect(paintFor(terminal)('problem', 'x')).toBe('x')
    vi.unstubAllEnvs()
  })

  it('and nothing else that a terminal acts on come from messages', () => {
    expect(printable('a\u001b[2Jb\nc\u0007\u009b')).toBe('a�[2Jb\nc��')
  })
})
