import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { cimMessageId } from 'messenger-cim'
import { type BullmqStore, connectBullmq } from 'messenger-cim/bullmq'
import {
  type CcmStandIn,
  createCcmStandIn,
  createGraphStandIn,
  type GraphStandIn,
  sampleCimMessage,
  sampleIds,
  sampleWebhook,
  signWebhook,
  webhookBody,
} from 'messenger-cim/testing'
import { getResponse } from 'msw'
import { type Served, serve } from '../../examples/demo/serve.ts'
import { type RedisServer, startRedis } from '../bullmq/redis-server.ts'

const folder = join(import.meta.dirname, '../../examples/scale-out')
const { pageId } = sampleIds
const startTime = 20_000

/** A receiver or a worker, as a process of its own. */
export type Process = {
  /** Where it listens, without a slash at the end. */
  url: string
  child: ChildProcess
  /** What it wrote, line by line. */
  lines: string[]
  /** Ends it; gives its exit code, null when the signal ended it. */
  stop(signal?: NodeJS.Signals): Promise<number | null>
}

/** Redis, CCM and Graph on loopback, and the processes between them. */
export type Rig = {
  ccm: CcmStandIn & Served
  graph: GraphStandIn & Served
  redis: RedisServer
  /** The settings of every process. */
  env: Record<string, string>
  /** How long CCM and Graph take for an answer, in ms; may be changed. */
  pace: { ccm: number; graph: number }
  start(main: 'receiver' | 'worker', env?: Record<string, string>): Promise<Process>
  /** The queue on that Redis, in a process that is neither receiver nor worker. */
  queue: BullmqStore['queue']
  close(): Promise<void>
}

export async function createRig(): Promise<Rig> {
  const secrets = {
    appSecret: randomBytes(16).toString('hex'),
    pageAccessToken: `EAA${randomBytes(60).toString('hex')}`,
  }
  const pace = { ccm: 0, graph: 0 }
  const ccm = await serveSlowly(
    (url) => createCcmStandIn({ baseUrl: `${url}/ccm` }),
    () => pace.ccm,
  )
  const graph = await serveSlowly(
    (baseUrl) => createGraphStandIn({ baseUrl, ...secrets }),
    () => pace.graph,
  )
  const redis = await startRedis()
  const store = connectBullmq({ url: redis.url })
  const env = {
    REDIS_URL: redis.url,
    PAGE_ID: pageId,
    PAGE_ACCESS_TOKEN: secrets.pageAccessToken,
    VERIFY_TOKEN: randomBytes(8).toString('hex'),
    APP_SECRET: secrets.appSecret,
    GRAPH_URL: graph.url,
    CCM_URL: `${ccm.url}/ccm`,
    FILE_ENGINE_URL: `${ccm.url}/file-engine/api`,
    TAKE_OVER_SECONDS: '5',
    ECHO_WAIT_SECONDS: '2',
  }
  const processes: Process[] = []

  return {
    ccm,
    graph,
    redis,
    queue: store.queue,
    env,
    pace,
    async start(main, changes = {}) {
      const started = await startProcess(main, { ...env, ...changes })
      processes.push(started)
      return started
    },
    async close() {
      await Promise.all(processes.map((process) => process.stop('SIGKILL')))
      await store.close()
      await redis.remove()
      ccm.close()
      graph.close()
    },
  }
}

async function startProcess(role: string, env: Record<string, string>): Promise<Process> {
  const { child, lines } = spawnExample(['main.ts', role], { HOST: '127.0.0.1', PORT: '0', ...env })
  const url = await until(`the ${role} to listen\n${lines.join('\n')}`, startTime, () => {
    if (child.exitCode !== null) throw new Error(`The ${role} ended:\n${lines.join('\n')}`)
    const line = lines.find((text) => text.includes('"msg":"listening"'))
    return line && /"address":"([^"]+)"/.exec(line)?.[1]
  })
  return {
    url,
    child,
    lines,
    async stop(signal = 'SIGTERM') {
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
      child.kill(signal)
      const [code] = await once(child, 'close')
      return code
    },
  }
}

/** Starts a program of the example; what it writes is in `lines`. */
export function spawnExample(args: readonly string[], env: Record<string, string>) {
  const child = spawn(process.execPath, args, {
    cwd: folder,
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const lines: string[] = []
  for (const stream of [child.stdout, child.stderr]) {
    createInterface(stream).on('line', (line) => lines.push(line))
  }
  return { child, lines }
}

/** The address has to be known before the stand-in is made, which answers only calls below it. */
async function serveSlowly<T extends CcmStandIn | GraphStandIn>(
  create: (url: string) => T,
  pace: () => number,
): Promise<T & Served> {
  let standIn: T | undefined
  const served = await serve(async (request) => {
    await wait(pace())
    const response = await getResponse([...(standIn?.handlers ?? [])], request)
    return response ?? new Response(null, { status: 404 })
  })
  standIn = create(served.url)
  return { ...standIn, ...served }
}

/** Asks again until there is an answer. */
export async function until<T>(
  what: string,
  ms: number,
  ask: () => T | undefined | false | Promise<T | undefined | false>,
): Promise<T> {
  const deadline = Date.now() + ms
  for (;;) {
    const answer = await ask()
    if (answer !== undefined && answer !== false) return answer
    if (Date.now() > deadline) throw new Error(`Waited in vain for ${what}`)
    await wait(20)
  }
}

/** Something that a customer wrote: their n-th message. */
export type Written = { psid: string; n: number }

/** `count` messages of `customers` customers, who write in turns. */
export function conversations(count: number, customers: number): Written[] {
  return Array.from({ length: count }, (_, index) => ({
    psid: psidOf(index % customers),
    n: Math.floor(index / customers),
  }))
}

export function psidOf(customer: number): string {
  return String(7312345678900000n + BigInt(customer))
}

export function midOf({ psid, n }: Written): string {
  return `m_${psid}${String(n).padStart(6, '0')}${'Ab3dEf6hIj9lMn2pQr5tUv8xYz1BcD4F'.repeat(3)}`
}

/** The id that an agent's n-th message to a customer has. */
export function answerIdOf({ psid, n }: Written): string {
  return cimMessageId({ pageId, mid: `answer ${n} to ${psid}` })
}

/** Posts what customers wrote as Meta does, in one webhook. */
export async function postWebhook(
  { url }: Pick<Process, 'url'>,
  { APP_SECRET = '' }: Record<string, string>,
  ...written: readonly Written[]
): Promise<number> {
  const items = written.map(({ psid, n }) =>
    sampleWebhook('message', {
      sender: { id: psid },
      timestamp: 1795382400000 + n,
      message: { mid: midOf({ psid, n }), text: `Message ${n}` },
    }),
  )
  const entry = items.flatMap((item) => item.entry)
  const body = webhookBody({ object: 'page', entry })
  const response = await fetch(`${url}/facebook-connector/webhook`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-hub-signature-256': signWebhook(body, APP_SECRET),
    },
    body,
  })
  await response.text()
  return response.status
}

/** Posts what an agent writes to a customer as CX does. */
export async function postCim(
  { url }: Pick<Process, 'url'>,
  { psid, n }: Written,
): Promise<number> {
  const message = sampleCimMessage('PLAIN', {
    id: answerIdOf({ psid, n }),
    header: { channelData: { channelCustomerIdentifier: psid } },
    body: { markdownText: `Answer ${n}` },
  })
  const response = await fetch(`${url}/message/receive`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(message),
  })
  await response.text()
  return response.status
}

/**
 * Posts what customers wrote, for each customer one after the other.
 *
 * @param post gives the status, or fails when there is no answer
 * @param attempts how often something is posted that was not accepted, with pauses of 200 ms
 * @returns what was accepted
 */
export async function postAll(
  written: readonly Written[],
  post: (each: Written) => Promise<number>,
  attempts = 1,
): Promise<Written[]> {
  const accepted: Written[] = []
  async function postUntilAccepted(each: Written): Promise<void> {
    for (let attempt = 1; attempt <= attempts; attempt += 1) {
      const status = await post(each).catch(() => 0)
      if (status === 200 || status === 202) return void accepted.push(each)
      if (attempt < attempts) await wait(200)
    }
  }
  const customers = groupBy(
    written,
    ({ psid }) => psid,
    (each) => each,
  )
  const chains = [...customers.values()].map(async (own) => {
    for (const each of own) await postUntilAccepted(each)
  })
  await Promise.all(chains)
  return accepted
}

/**
 * What CX makes of what it was given: the first message of each id, as numbers of the customers' messages
 * in the order in which they came.
 */
export function arrivedOf({ ccm }: Pick<Rig, 'ccm'>): Map<string, number[]> {
  const ids = new Set<string>()
  const fresh = ccm.messages.filter(({ id }) => ids.size < ids.add(id).size)
  return groupBy(
    fresh.map(({ header }) => header),
    ({ channelData }) => channelData.channelCustomerIdentifier,
    ({ providerMessageId }) => Number(providerMessageId?.slice(18, 24)),
  )
}

/** The same of what was accepted. */
export function numbersOf(written: readonly Written[]): Map<string, number[]> {
  return groupBy(
    written,
    ({ psid }) => psid,
    ({ n }) => n,
  )
}

/** The texts that customers got, in order. */
export function sentBy({ sent }: GraphStandIn): Map<string, string[]> {
  return groupBy(
    sent,
    ({ request: { recipient } }) => ('id' in recipient ? recipient.id : ''),
    ({ request: { message } }) => (message && 'text' in message ? String(message.text) : ''),
  )
}

function groupBy<T, V>(
  items: readonly T[],
  keyFrom: (item: T) => string,
  valueFrom: (item: T) => V,
): Map<string, V[]> {
  const groups = new Map<string, V[]>()
  for (const item of items) {
    const key = keyFrom(item)
    groups.set(key, [...(groups.get(key) ?? []), valueFrom(item)])
  }
  return groups
}

/** A number out of a process's metrics. */
async function metric({ url }: Pick<Process, 'url'>, name: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text()
  const line = text.split('\n').find((each) => each.startsWith(`${name} `))
  return Number(line?.slice(name.length + 1) ?? 0)
}

/** How often something happened in a process. */
export function eventsOf(process: Pick<Process, 'url'>, type: string): Promise<number> {
  return metric(process, `messenger_cim_events_total{type="${type}"}`)
}

/** Waits until nothing is left to do. */
export function untilDone({ queue }: Pick<Rig, 'queue'>): Promise<unknown> {
  return until('everything to be done', 80_000, async () => {
    return (await queue.counts().catch(() => undefined))?.waiting === 0
  })
}
