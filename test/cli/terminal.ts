import { PassThrough, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { main } from '../../src/cli/main.ts'

/** What a command line wrote, and its exit code. */
export type Run = { code: number; stdout: string; stderr: string }

/** Runs a command line on streams of its own. */
export async function run(
  args: readonly string[],
  {
    stdin = '',
    env = {},
  }: { stdin?: string | Iterable<Uint8Array>; env?: Record<string, string> } = {},
): Promise<Run> {
  const stdout = new PassThrough()
  const stderr = new PassThrough()
  const bytes = typeof stdin === 'string' ? [new TextEncoder().encode(stdin)] : stdin
  const written = Promise.all([text(stdout), text(stderr)])
  const code = await main(args, { stdin: Readable.from(bytes), stdout, stderr, env })
  stdout.end()
  stderr.end()
  const [out, err] = await written
  return { code, stdout: out, stderr: err }
}
