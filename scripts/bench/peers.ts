import { createHmac } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { messengerToCim } from 'messenger-cim'
import { verifySignature } from 'messenger-cim/webhook'
import { root, run } from '../project.ts'
import { type Effort, measure, ratio, type Subject } from './measure.ts'
import { turns, webhooks } from './samples.ts'

/** A webhook: its body, and the signatures that Meta sends with it. */
type Delivery = { body: string; bytes: Buffer; sha1: string; sha256: string }

/** What a library does with a webhook, without and with the check of its signature. */
type Reader = { read(body: string): unknown; verified(delivery: Delivery): unknown }

type Peer = {
  name: string
  version: string
  /** What it requires without naming it in its package.json. */
  beside?: string
  open(require: NodeJS.Require): Reader
}

/** How many times the floor a library costs for a shape of webhook. */
export type PeerCost = { name: string; shape: string; read: number; verified: number }

const appSecret = '0123456789abcdef0123456789abcdef'
const shapes = ['text', 'three attachments', 'postback'] as const

/** The versions stay as they are until somebody changes them here, so that figures can be compared. */
const peers: readonly Peer[] = [
  { name: '@warriorteam/messenger-sdk', version: '1.5.8', open: warriorteam },
  {
    name: 'botbuilder-adapter-facebook',
    version: '1.0.12',
    beside: 'request@2.88.2',
    open: botkit,
  },
  { name: 'bottender', version: '1.5.5', open: bottender },
]

/**
 * Measures this package beside other libraries that read Messenger's webhooks, each up to the objects that a bot
 * or a host gets from it. They are installed into a folder of their own; `report` gets a line about each that
 * cannot be had.
 */
export async function measurePeers(
  effort: Effort,
  report: (line: string) => void,
): Promise<readonly PeerCost[]> {
  const readers = new Map<string, Reader>([['messenger-cim', own]])
  for (const peer of peers) {
    try {
      readers.set(peer.name, peer.open(installed(peer)))
    } catch (error) {
      const [reason] = String(error).split('\n')
      report(`${peer.name}@${peer.version} is left out: ${reason}`)
    }
  }
  const found: PeerCost[] = []
  for (const shape of shapes) found.push(...(await costsOf(shape, readers, effort)))
  return found
}

/** Installs a package below node_modules, where nothing of this package resolves it, and gives its `require`. */
function installed({ name, version, beside }: Peer): NodeJS.Require {
  const folder = join(root, 'node_modules/.cache/bench-peers', name.replace('/', '-'))
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true }))
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--silent']
  const packages = [`${name}@${version}`, ...(beside === undefined ? [] : [beside])]
  run('npm', ['install', ...flags, ...packages], folder)
  return createRequire(join(folder, 'package.json'))
}

async function costsOf(
  shape: (typeof shapes)[number],
  readers: ReadonlyMap<string, Reader>,
  effort: Effort,
): Promise<readonly PeerCost[]> {
  const subjects: Record<string, Subject> = {}
  const add = (name: string, { read, verified }: Reader): void => {
    const [bodies, deliveries] = [turns(webhooks[shape]), turns(webhooks[shape].map(signed))]
    subjects[`${name} read`] = () => read(bodies())
    subjects[`${name} verified`] = () => verified(deliveries())
  }
  add('floor', floor)
  for (const [name, reader] of readers) add(name, reader)
  const costs = await measure(subjects, effort)
  const times = (name: string, kind: string): number =>
    ratio(costs.get(`${name} ${kind}`) ?? [], costs.get(`floor ${kind}`) ?? [])
  return [...readers.keys()].map((name) => ({
    name,
    shape,
    read: times(name, 'read'),
    verified: times(name, 'verified'),
  }))
}

function signed(body: string): Delivery {
  const bytes = Buffer.from(body)
  return { body, bytes, sha1: hmac('sha1', bytes), sha256: hmac('sha256', bytes) }
}

function hmac(algorithm: string, bytes: Uint8Array): string {
  return `${algorithm}=${createHmac(algorithm, appSecret).update(bytes).digest('hex')}`
}

const floor: Reader = {
  read: (body) => JSON.parse(body),
  verified: ({ body, bytes }) => [hmac('sha256', bytes), JSON.parse(body)],
}

const own: Reader = {
  read: (body) => messengerToCim(JSON.parse(body)),
  verified: ({ body, bytes, sha256 }) => {
    verifySignature(bytes, sha256, appSecret)
    return messengerToCim(JSON.parse(body))
  },
}

/** Gives the events as they are, and the context of a message or postback. */
function warriorteam(require: NodeJS.Require): Reader {
  const sdk = require('@warriorteam/messenger-sdk')
  const read = (body: string): unknown[] => {
    const found: unknown[] = []
    for (const event of sdk.extractWebhookEvents(JSON.parse(body))) {
      found.push(
        event.postback ? sdk.extractPostbackContext(event) : sdk.extractMessageContext(event),
      )
    }
    return found
  }
  return {
    read,
    verified: async ({ body, bytes, sha256 }) => {
      const { isValid, error } = await sdk.verifyWebhookSignature(bytes, sha256, appSecret)
      if (!isValid) throw new Error(error)
      return read(body)
    },
  }
}

/** Botkit's adapter: an activity and a turn of the bot for each event. */
function botkit(require: NodeJS.Require): Reader {
  const { FacebookAdapter } = require('botbuilder-adapter-facebook')
  const options = { verify_token: 'verify', access_token: 'token', app_secret: appSecret }
  const adapter = new FacebookAdapter(options)
  const response = { status: () => response, end: () => {} }
  return {
    read: async (body) => {
      const activities: unknown[] = []
      for (const { messaging } of JSON.parse(body).entry) {
        for (const event of messaging) {
          await adapter.processSingleMessage(event, async (turn: { activity: unknown }) => {
            activities.push(turn.activity)
          })
        }
      }
      return activities
    },
    verified: async ({ body, sha1 }) => {
      const activities: unknown[] = []
      const request = {
        headers: { 'x-hub-signature': sha1 },
        rawBody: body,
        body: JSON.parse(body),
      }
      await adapter.processActivity(request, response, async (turn: { activity: unknown }) => {
        activities.push(turn.activity)
      })
      return activities
    },
  }
}

/** Bottender writes every key in camel case, as its bots do before anything else, and wraps each event. */
function bottender(require: NodeJS.Require): Reader {
  const { MessengerConnector } = require('bottender')
  const { camelcaseKeysDeep } = require('messaging-api-common')
  const connector = new MessengerConnector({ accessToken: 'token', appSecret, appId: '1' })
  const read = (body: string): unknown =>
    connector.mapRequestToEvents(camelcaseKeysDeep(JSON.parse(body)))
  return {
    read,
    verified: ({ body, sha1 }) => {
      if (!connector.verifySignature(body, sha1)) throw new Error('the signature is wrong')
      return read(body)
    },
  }
}
