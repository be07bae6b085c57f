import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { json } from 'node:stream/consumers'
import { setTimeout as wait } from 'node:timers/promises'
import { cimMessageId } from 'messenger-cim'
import { sampleCimMessage } from 'messenger-cim/testing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { HostProcess } from '../../examples/demo/host-process.ts'
import { idOf, message, pageId } from '../../examples/demo/recorded.ts'
import { failedBetweenKills, failedOf } from './failed-notices.ts'
import { accepted as acceptedShots, shootAt, startSlowCcm } from './load.ts'
import {
  appSecret,
  createRig,
  examples,
  postCim,
  postWebhook,
  type Rig,
  webhookPath,
} from './rig.ts'

const blank = { PAGE_ID: '', PAGE_ACCESS_TOKEN: '', VERIFY_TOKEN: '' }

/** A message to a customer of its own. */
function answer(n: number) {
  const psid = `7312345678${String(n).padStart(6, '0')}`
  return sampleCimMessage('PLAIN', {
    id: cimMessageId({ pageId, mid: `answer ${n}` }),
    header: { channelData: { channelCustomerIdentifier: psid, serviceIdentifier: pageId } },
    body: { markdownText: `text ${n}` },
  })
}

const sendSchema = z.object({
  recipient: z.object({ id: z.string() }),
  message: z.object({ text: z.string(), metadata: z.string() }),
})
type Send = z.infer<typeof sendSchema>

/** A Graph API of which each send counts as delivered when it begins: as Meta may. */
async function startGraph(
  respond: (send: Send, response: ServerResponse<IncomingMessage>) => unknown,
) {
  const texts: string[] = []
  const server = createServer(async (request, response) => {
    const send = sendSchema.parse(await json(request))
    texts.push(send.message.text)
    await respond(send, response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = Object.assign({ port: 0 }, server.address())
  return {
    url: `http://127.0.0.1:${port}`,
    texts,
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}

function accepted(response: ServerResponse<IncomingMessage>, { recipient, message }: Send): void {
  response.setHeader('content-type', 'application/json')
  response.end(JSON.stringify({ recipient_id: recipient.id, message_id: `m_${message.metadata}` }))
}

function echoOf({ recipient, message: { metadata, text } }: Send) {
  const timestamp = Date.now()
  const parties = { sender: { id: pageId }, recipient: { id: recipient.id } }
  const echo = { mid: `m_${metadata}`, is_echo: true, app_id: 1, metadata, text }
  const messaging = [{ ...parties, timestamp, message: echo }]
  return { object: 'page', entry: [{ id: pageId, time: timestamp, messaging }] }
}

describe.each(examples)('drills on the %s host', (example) => {
  let rig: Rig
  beforeEach(async () => {
    rig = await createRig()
  })
  afterEach(() => rig.close())

  it('kill -9 in the middle of 600 sends, 5 times: nobody gets a message twice', async () => {
    const graph = await startGraph(async (send, response) => {
      await wait(100)
      accepted(response, send)
    })
    try {
      const env = { GRAPH_URL: graph.url, ECHO_WAIT_SECONDS: '2', CONCURRENCY: '25' }
      const answers = Array.from({ length: 600 }, (_, n) => answer(n))
      let host = await rig.start(example, env)
      const reported = failedBetweenKills(rig.standIns.ccm)
      for (let kill = 0; kill < 5; kill += 1) {
        const before = graph.texts.length
        // Only a kill takes a send from Graph, so all of these arrive before the next one.
        for (const each of answers.slice(120 * kill, 120 * (kill + 1))) {
          expect((await postCim(host, each)).status).toBe(202)
        }
        while (graph.texts.length < before + 60) await wait(5)
        await host.stop('SIGKILL')
        // What is still on its way to CCM counts for the process that is gone.
        await wait(100)
        reported.check()
        host = await rig.start(example, env)
      }
      await host.idle()
      const failed = reported.all()
      console.log(`${example}: 600 sends, 5 kills: ${failed.length} reported as failed`)
      expect(graph.texts.length).toBe(new Set(graph.texts).size)
      // Each was delivered, or CX knows; what is reported as failed was under way at a kill.
      const delivered = new Set(graph.texts)
      const lost = answers.filter(
        ({ id, body }) => !delivered.has(body.markdownText ?? '') && !failed.includes(id),
      )
      expect(lost).toEqual([])
      expect(failed.length).toBeLessThanOrEqual(5 * 25)
    } finally {
      graph.close()
    }
  })

  it('2000 webhooks and 600 sends at 100 a second, 5 kills: nothing is lost, order is kept', async () => {
    const graph = await startGraph(async (send, response) => accepted(response, send))
    const ccm = await startSlowCcm(20)
    const port = String(await freePort())
    const env = { PORT: port, GRAPH_URL: graph.url, CCM_URL: ccm.url, ECHO_WAIT_SECONDS: '2' }
    const answers = Array.from({ length: 600 }, (_, n) => answer(n))
    const taken: typeof answers = []
    try {
      let host = await rig.start(example, env)
      const load = { rate: 100, count: 2000, customers: 200 }
      const shooting = shootAt({ url: host.url + webhookPath, appSecret, pageId, ...load })
      async function send(): Promise<void> {
        for (const each of answers) {
          const response = await postCim(host, each).catch(() => undefined)
          if (response?.status === 202) taken.push(each)
          await wait(25)
        }
      }
      const sending = send()
      for (let kill = 0; kill < 5; kill += 1) {
        await wait(3000)
        await host.stop('SIGKILL')
        host = await rig.start(example, env)
      }
      const [shots] = await Promise.all([shooting, sending])
      await host.idle()
      const expected = acceptedShots(shots)
      for (const [psid, mids] of expected) {
        const got = [...new Set(ccm.received.get(psid))].filter((mid) => mids.includes(mid))
        expect(got).toEqual(mids)
      }
      const texts = new Set(graph.texts)
      // Killed after it was written down that a send begins, and before it left: CX knows.
      const lost = taken.filter(
        ({ id, body }) => !texts.has(body.markdownText ?? '') && !ccm.failed.includes(id),
      )
      console.log(
        `${example}: ${[...expected.values()].flat().length} webhooks and ${taken.length} sends taken, ${ccm.failed.length} reported as failed`,
      )
      expect(lost).toEqual([])
      expect(texts.size).toBe(graph.texts.length)
      expect(taken.length).toBeGreaterThan(300)
    } finally {
      graph.close()
      ccm.close()
    }
  })

  it('Graph hangs up after accepting, and the echo comes: CX gets no FAILED', async () => {
    let host: HostProcess | undefined
    const graph = await startGraph(async (send, response) => {
      response.socket?.destroy()
      if (host) await postWebhook(host, echoOf(send))
    })
    try {
      host = await rig.start(example, { GRAPH_URL: graph.url, ECHO_WAIT_SECONDS: '20' })
      for (let n = 0; n < 100; n += 1) await postCim(host, answer(n))
      while (graph.texts.length < 100) await wait(20)
      await host.idle()
      expect(graph.texts.length).toBe(100)
      expect(failedOf(rig.standIns.ccm)).toEqual([])
      const metrics = await (await fetch(`${host.url}/metrics`)).text()
      expect(metrics).toMatch(/^messenger_cim_events_total\{type="settled"\} 100$/m)
    } finally {
      graph.close()
    }
  })

  it.each([401, 403, 404, 302])(
    'CCM answers %i for two seconds: all is delivered, in order',
    async (status) => {
      const { ccm } = rig.standIns
      const host = await rig.start(example)
      ccm.fail({ status }, { times: Number.POSITIVE_INFINITY })
      for (const n of [1, 2, 3]) await postWebhook(host, message(n, { text: `Message ${n}` }))
      await wait(2000)
      ccm.reset()
      await host.idle()
      expect(ccm.messages.map(({ id }) => id)).toEqual([1, 2, 3].map((n) => idOf(n)))
    },
  )

  it('SIGTERM right after it listens: it ends in order', async () => {
    for (let time = 0; time < 3; time += 1) {
      const host = await rig.start(example)
      expect(await host.stop()).toBe(0)
      expect(host.lines.at(-1)).toContain('"msg":"stopped"')
    }
  })

  it('SIGTERM while a body never ends: that connection is cut off, and the host ends in order', async () => {
    const host = await rig.start(example)
    const socket = connect(Number(new URL(host.url).port), '127.0.0.1')
    socket.on('error', () => {})
    socket.resume()
    const closed = new Promise((resolve) => socket.once('close', resolve))
    socket.write(`POST /webhook/${pageId} HTTP/1.1\r\nhost: host\r\ncontent-length: 1000\r\n\r\n{`)
    // An answer on a later connection: the host has the first one by then.
    expect((await fetch(`${host.url}/healthz`)).status).toBe(200)
    expect(await host.stop()).toBe(0)
    await closed
    expect(host.lines.at(-1)).toContain('"msg":"stopped"')
  })

  it('300 bodies that dribble and never end are cut off after 30 s', async () => {
    const host = await rig.start(example)
    const { port } = new URL(host.url)
    const start = performance.now()
    const head = `POST /webhook/${pageId} HTTP/1.1\r\nhost: host\r\ncontent-length: 1000\r\n\r\n{`
    const sockets = Array.from({ length: 300 }, () => connect(Number(port), '127.0.0.1'))
    const closed = Promise.all(
      sockets.map(async (socket) => {
        socket.on('error', () => {})
        socket.resume()
        socket.write(head)
        await new Promise((resolve) => socket.once('close', resolve))
      }),
    )
    const dribbling = setInterval(() => {
      for (const socket of sockets) if (socket.writable) socket.write(' ')
    }, 1000)
    await closed
    clearInterval(dribbling)
    const seconds = (performance.now() - start) / 1000
    console.log(`${example}: 300 dribbling bodies cut off after ${seconds.toFixed(1)} s`)
    expect(seconds).toBeGreaterThan(29)
    expect((await fetch(`${host.url}/healthz`)).status).toBe(200)
  })

  it('1000 challenges for a Page that nobody knows: CCM is asked once', async () => {
    const host = await rig.start(example, { ...blank, SETTINGS: 'ccm' })
    const query = 'hub.mode=subscribe&hub.verify_token=x&hub.challenge=1'
    for (let n = 0; n < 1000; n += 1) {
      expect((await fetch(`${host.url}/webhook/999?${query}`)).status).toBe(404)
    }
    expect(rig.standIns.ccm.requests).toHaveLength(1)
  })

  it('a stranger posts through the gateway: 403, and nobody gets anything', async () => {
    const host = await rig.start(example)
    const stranger = { 'x-forwarded-for': '203.0.113.7' }
    expect((await postCim(host, answer(1), stranger)).status).toBe(403)
    await host.idle()
    expect(rig.standIns.graph.sent).toEqual([])
  })

  const disk = smallDisk()
  it.skipIf(disk === undefined)(
    'the disk fills while sends are under way: each goes out once, and /healthz says why',
    async () => {
      const folder = disk?.mount() ?? ''
      const graph = await startGraph(async (send, response) => {
        await wait(300)
        accepted(response, send)
      })
      try {
        const path = join(folder, 'host.sqlite')
        const env = { GRAPH_URL: graph.url, DATABASE_PATH: path, ECHO_WAIT_SECONDS: '2' }
        let host = await rig.start(example, env)
        for (let n = 0; n < 10; n += 1) expect((await postCim(host, answer(n))).status).toBe(202)
        while (graph.texts.length < 10) await wait(5)
        fill(folder)
        await wait(500)
        let status = 202
        for (let n = 10; status === 202 && n < 2000; n += 1) {
          status = (await postCim(host, answer(n))).status
        }
        expect(status).toBe(503)
        const health = await fetch(`${host.url}/healthz`)
        expect([health.status, await health.text()]).toEqual([503, expect.stringContaining('full')])
        for (let restart = 0; restart < 5; restart += 1) {
          await host.stop('SIGKILL')
          host = await rig.start(example, env)
          await wait(1500)
        }
        expect(host.lines.join('\n')).toContain('database or disk is full')
        expect(graph.texts.length).toBe(new Set(graph.texts).size)
        rmSync(join(folder, 'filler'))
        await host.idle()
        expect(graph.texts.length).toBe(new Set(graph.texts).size)
        expect((await fetch(`${host.url}/healthz`)).status).toBe(200)
      } finally {
        graph.close()
        await rig.close()
        disk?.unmount(folder)
        rig = await createRig()
      }
    },
  )
})

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = Object.assign({ port: 0 }, server.address())
  server.close()
  return port
}

/** A file system of one megabyte and a half; nothing where this process may not mount one. */
function smallDisk() {
  function mount(): string {
    const folder = mkdtempSync(join(tmpdir(), 'messenger-cim-disk-'))
    mkdirSync(folder, { recursive: true })
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1536k', 'tmpfs', folder], { stdio: 'ignore' })
    return folder
  }
  function unmount(folder: string): void {
    execFileSync('umount', ['-l', folder])
    rmSync(folder, { recursive: true })
  }
  try {
    unmount(mount())
    return { mount, unmount }
  } catch {
    console.warn('The drill with a full disk is skipped: this process may not mount one')
    return undefined
  }
}

/** Leaves no room on a disk. */
function fill(folder: string): void {
  const { bavail, bsize } = statfsSync(folder)
  writeFileSync(join(folder, 'filler'), Buffer.alloc(bavail * bsize))
}
