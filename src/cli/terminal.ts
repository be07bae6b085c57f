import type { Readable, Writable } from 'node:stream'
import { styleText } from 'node:util'

/** What a command reads and writes. `process` fits. */
export type Terminal = {
  stdin: Readable
  stdout: Writable
  stderr: Writable
  env: Readonly<Record<string, string | undefined>>
}

/** The role of a piece of text, which decides its colour. */
export type Look = 'title' | 'path' | 'good' | 'notice' | 'problem' | 'quiet'

const styles = {
  title: 'bold',
  path: 'cyan',
  good: 'green',
  notice: 'yellow',
  problem: 'red',
  quiet: 'gray',
} as const satisfies Record<Look, Parameters<typeof styleText>[0]>

/** Colours text. */
export type Paint = (look: Look, text: string) => string

/** Colours for a stream that shows them; none for a file, a pipe, or with `NO_COLOR`. */
export function paintFor(stream: Writable): Paint {
  return (look, text) => {
    // `styleText` checks the stream and the environment.
    return styleText(styles[look], text, { stream })
  }
}

/** Text from outside, without control characters that a terminal would act on. */
export function printable(text: string): string {
  return text.replace(/[^\P{Cc}\n]/gu, '�')
}

/** Writes lines, and waits for a slow reader. */
export async function print(stream: Writable, text: string): Promise<void> {
  if (stream.write(`${text}\n`)) return
  await new Promise<void>((resolve) => {
    stream.once('drain', resolve)
    stream.once('close', resolve)
  })
}
