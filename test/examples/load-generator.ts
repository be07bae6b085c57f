import { Agent, request } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { signWebhook, webhookBody } from 'messenger-cim/testing'

/** What to post, where and how fast; a process of its own, so that nothing else delays its clock. */
export type Load = {
  url: string
  appSecret: string
  pageId: string
  /** Webhooks a second. */
  rate: number
  /** How many in all. */
  count: number
  customers: number
}

/** What came of one webhook. */
export type Shot = {
  mid: string
  psid: string
  /** Of the answer; where there was none, the code of the error and whether the connection had been used before. */
  status: number | string
  /** From the moment at which it was due until its answer was there: waiting in line counts. */
  ms: number
}

const load: Load = JSON.parse(process.argv[2] ?? '')
const agent = new Agent({ keepAlive: true, maxSockets: 64 })
const start = performance.now() + 200
/** The last webhook of each customer: the next one waits for its answer, so that their order is known. */
const last = new Map<number, Promise<Shot>>()
const shots = await Promise.all(
  Array.from({ length: load.count }, (_, index) => {
    const customer = index % load.customers
    const due = start + (index * 1000) / load.rate
    const shot = shoot(index, customer, due, last.get(customer))
    last.set(customer, shot)
    return shot
  }),
)
agent.destroy()
process.stdout.write(JSON.stringify(shots))

async function shoot(
  index: number,
  customer: number,
  due: number,
  earlier: Promise<Shot> | undefined,
): Promise<Shot> {
  const psid = `73123456${String(customer).padStart(8, '0')}`
  const mid = `m_Load${String(index).padStart(8, '0')}`
  const message = { mid, text: `Message ${index}` }
  const timestamp = 1795382400123 + index
  const item = { sender: { id: psid }, recipient: { id: load.pageId }, timestamp, message }
  const entry = [{ id: load.pageId, time: timestamp, messaging: [item] }]
  const body = webhookBody({ object: 'page', entry })
  const signature = signWebhook(body, load.appSecret)
  await wait(Math.max(0, due - performance.now()))
  await earlier
  const status = await post(body, signature)
  return { mid, psid, status, ms: performance.now() - due }
}

function post(body: string, signature: string): Promise<number | string> {
  return new Promise((resolve) => {
    const headers = { 'content-type': 'application/json', 'x-hub-signature-256': signature }
    const outgoing = request(load.url, { method: 'POST', agent, headers }, (response) => {
      response.resume()
      response.on('end', () => resolve(response.statusCode ?? 'no status'))
      response.on('error', (error) => resolve(failure(error, outgoing.reusedSocket)))
    })
    outgoing.on('error', (error) => resolve(failure(error, outgoing.reusedSocket)))
    outgoing.end(body)
  })
}

function failure(error: NodeJS.ErrnoException, reusedSocket: boolean): string {
  return `${error.code} on a ${reusedSocket ? 'used' : 'new'} connection`
}
