/**
 * Measures the memory that an upload of the largest file takes beyond the file itself, for each way of
 * giving a file, and prints it. Each upload is made in a process of its own, to a server in this one, which
 * stops reading for a while. Fails where twice the file's size or more is held, or where more than half of
 * it is in buffers while the server stalls, beyond what a stream makes the client gather.
 * `npm run upload-memory`
 */
import { execFile } from 'node:child_process'
import { openAsBlob } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import { createGraphClient, type GraphFile } from '../src/graph/index.ts'
import { limits } from '../src/messenger/limits.ts'

const size = limits.fileBytes.max
const megabyte = 1024 * 1024

/** How long the server stops reading, in ms. */
const stallMs = 1500

/** A way of giving a file, and how much of it the upload has to gather before it can start. */
type Way = { give(path: string): GraphFile | Promise<GraphFile>; gathered: number }

const ways: Record<string, Way> = {
  'Blob in memory': { give: () => new Blob([new Uint8Array(size).fill(7)]), gathered: 0 },
  'Blob on disk': { give: (path) => openAsBlob(path), gathered: 0 },
  stream: { give: () => streamOf(size), gathered: size },
}

/** Bytes beyond those before the upload: in buffers in the middle of the stall, and resident at most. */
type Held = { stalled: number; peak: number }

const [way, url, file, garbage] = process.argv.slice(2)
if (way === undefined || url === undefined || file === undefined || garbage === undefined) {
  await compare()
} else {
  console.log(JSON.stringify(await measure(way, { url, file, garbage })))
}

/** Prints one line per way. */
async function compare(): Promise<void> {
  const received: number[] = []
  const server = createServer(async (request, response) => {
    received.push(await takeSlowly(request))
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
    for (const [name, { gathered }] of Object.entries(ways)) {
      const held = await inOwnProcess(name, url, file, 'collect')
      const resident = await inOwnProcess(name, url, file, 'leave')
      console.log(
        `${name}: held ${inMegabytes(held.peak)}, in buffers while the server stalls ${inMegabytes(held.stalled)}, resident with what is not collected ${inMegabytes(resident.peak)}`,
      )
      if (held.peak >= 2 * size || held.stalled - gathered > size / 2) process.exitCode = 1
      if (received.filter((bytes) => bytes > size).length !== 2) throw new Error('not received')
      received.length = 0
    }
  } finally {
    server.close()
    await rm(folder, { recursive: true })
  }
}

/** Reads a body whole, and pauses once it has a megabyte. */
async function takeSlowly(request: IncomingMessage): Promise<number> {
  let bytes = 0
  let stalled = false
  for await (const chunk of request) {
    bytes += chunk.length
    if (stalled || bytes < megabyte) continue
    stalled = true
    await pause(stallMs)
  }
  return bytes
}

function inMegabytes(bytes: number): string {
  return `${(bytes / megabyte).toFixed(1)} MB (${(bytes / size).toFixed(2)} times its size)`
}

async function inOwnProcess(
  ...task: [name: string, url: string, file: string, garbage: string]
): Promise<Held> {
  const command = ['--expose-gc', import.meta.filename, ...task]
  const { stdout } = await promisify(execFile)(process.execPath, command)
  return JSON.parse(stdout)
}

/**
 * Memory during the upload, less that before it. What is held shows when garbage is collected before each
 * look.
 */
async function measure(
  name: string,
  { url, file, garbage }: { url: string; file: string; garbage: string },
): Promise<Held> {
  const client = createGraphClient({ pageAccessToken: 'measured', baseUrl: url, retries: 0 })
  await client.uploadAttachment({ type: 'file', file: streamOf(2 * megabyte) })
  const media = await ways[name]?.give(file)
  if (media === undefined) throw new Error(`no way is called ${name}`)
  await settle()
  const before = process.memoryUsage.rss()
  let peak = before
  const inBuffers = process.memoryUsage().arrayBuffers
  let stalled = inBuffers
  let next = setTimeout(look, 1)
  const inStall = setTimeout(() => {
    look()
    stalled = process.memoryUsage().arrayBuffers
  }, stallMs / 2)
  await client.uploadAttachment({ type: 'file', file: media })
  clearTimeout(next)
  look()
  clearTimeout(next)
  clearTimeout(inStall)
  return { stalled: stalled - inBuffers, peak: peak - before }

  /** Looks again after ten times what this look took: the upload shall go on between two. */
  function look(): void {
    clearTimeout(next)
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
    await pause(50)
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
