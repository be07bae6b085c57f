/**
 * Measures the memory that an upload of the largest file takes beyond the file itself, for each way of
 * giving a file, and prints it; fails where twice the file's size or more is held. Each upload is made in a
 * process of its own, to a server in this one. `node scripts/measure-upload-memory.ts`
 */
import { execFile } from 'node:child_process'
import { openAsBlob } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { createGraphClient, type GraphFile } from '../src/graph/index.ts'
import { limits } from '../src/messenger/limits.ts'

const size = limits.fileBytes.max
const megabyte = 1024 * 1024

const ways: Record<string, (path: string) => GraphFile | Promise<GraphFile>> = {
  'Blob in memory': () => new Blob([new Uint8Array(size).fill(7)]),
  'Blob on disk': (path) => openAsBlob(path),
  stream: () => streamOf(size),
}

const [way, url, file, garbage] = process.argv.slice(2)
if (way === undefined || url === undefined || file === undefined || garbage === undefined) {
  await compare()
} else {
  console.log(await measure(way, { url, file, garbage }))
}

/** Prints one line per way. */
async function compare(): Promise<void> {
  const received: number[] = []
  const server = createServer(async (request, response) => {
    let bytes = 0
    for await (const chunk of request) bytes += chunk.length
    received.push(bytes)
    response.end('{"attachment_id":"1"}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const url = `http://127.0.0.1:${address.port}`
  const folder = await mkdtemp(join(tmpdir(), 'upload-memory-'))
  const file = join(folder, 'file.bin')
  await writeFile(file, new Uint8Array(size).fill(7))
  console.log(`Memory beyond a file of ${size / megabyte} MB while it is uploaded`)
  try {
    for (const name of Object.keys(ways)) {
      const held = await inOwnProcess(name, url, file, 'collect')
      const resident = await inOwnProcess(name, url, file, 'leave')
      console.log(
        `${name}: held ${told(held)}, resident with what is not collected ${told(resident)}`,
      )
      if (held >= 2 * size) process.exitCode = 1
      if (received.filter((bytes) => bytes > size).length !== 2) throw new Error('not received')
      received.length = 0
    }
  } finally {
    server.close()
    await rm(folder, { recursive: true })
  }
}

function told(bytes: number): string {
  return `${(bytes / megabyte).toFixed(1)} MB (${(bytes / size).toFixed(2)} times its size)`
}

async function inOwnProcess(...task: [name: string, url: string, file: string, garbage: string]) {
  const command = ['--expose-gc', import.meta.filename, ...task]
  const { stdout } = await promisify(execFile)(process.execPath, command)
  return Number(stdout)
}

/**
 * Peak of the resident memory during the upload, less what is resident before it, in bytes. What is held
 * shows when garbage is collected before each look.
 */
async function measure(
  name: string,
  { url, file, garbage }: { url: string; file: string; garbage: string },
): Promise<number> {
  const client = createGraphClient({ pageAccessToken: 'measured', baseUrl: url, retries: 0 })
  await client.uploadAttachment({ type: 'file', file: streamOf(2 * megabyte) })
  const media = await ways[name]?.(file)
  if (media === undefined) throw new Error(`no way is called ${name}`)
  await settle()
  const before = process.memoryUsage.rss()
  let peak = before
  let next = setTimeout(look, 1)
  await client.uploadAttachment({ type: 'file', file: media })
  clearTimeout(next)
  look()
  clearTimeout(next)
  return peak - before

  /** Looks again after ten times what this look took: the upload shall go on between two. */
  function look(): void {
    const start = performance.now()
    if (garbage === 'collect') globalThis.gc?.()
    peak = Math.max(peak, process.memoryUsage.rss())
    next = setTimeout(look, 1 + 10 * (performance.now() - start))
  }
}

/** Lets go of what making the file has left behind. */
async function settle(): Promise<void> {
  for (let round = 0; round < 3; round += 1) {
    globalThis.gc?.()
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** A file that comes in pieces of 64 KiB, as from a download. */
function streamOf(bytes: number): ReadableStream<Uint8Array> {
  let left = bytes
  return new ReadableStream({
    pull(controller) {
      const length = Math.min(64 * 1024, left)
      if (length === 0) return controller.close()
      controller.enqueue(new Uint8Array(length).fill(7))
      left -= length
    },
  })
}
