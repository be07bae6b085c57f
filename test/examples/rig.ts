import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ChannelSettings, signWebhook, webhookBody } from 'messenger-cim/testing'
import { type HostProcess, startHost } from '../../examples/demo/host-process.ts'
import { pageId } from '../../examples/demo/recorded.ts'
import { type StandIns, startStandIns } from '../../examples/demo/stand-ins.ts'

/** The hosts that are one program. */
export const examples = ['express', 'fastify', 'hono'] as const

export const appSecret = randomBytes(16).toString('hex')
export const pageAccessToken = `EAA${randomBytes(60).toString('hex')}`
export const verifyToken = randomBytes(8).toString('hex')

/** Hosts as processes, and all that they talk to, on loopback. */
export type Rig = {
  standIns: StandIns
  /** The default settings of a host. Hosts of one rig share a database. */
  env: Record<string, string>
  start(example: string, env?: Readonly<Record<string, string>>): Promise<HostProcess>
  close(): Promise<void>
}

export async function createRig(channels: Record<string, ChannelSettings> = {}): Promise<Rig> {
  const folder = await mkdtemp(join(tmpdir(), 'messenger-cim-test-'))
  const standIns = await startStandIns({ pageAccessToken, appSecret, channels })
  const { graph, ccm, files, cdn } = standIns
  const env = {
    PAGE_ID: pageId,
    PAGE_ACCESS_TOKEN: pageAccessToken,
    VERIFY_TOKEN: verifyToken,
    APP_SECRET: appSecret,
    GRAPH_URL: graph.url,
    CCM_URL: `${ccm.url}/ccm`,
    FILE_ENGINE_URL: `${files.url}/file-engine/api`,
    MEDIA_ALLOW_HOSTS: new URL(cdn.url).host,
    MEDIA_ALLOW_INSECURE: 'true',
    DATABASE_PATH: join(folder, 'host.sqlite'),
  }
  const hosts: HostProcess[] = []
  return {
    standIns,
    env,
    async start(example, changes = {}) {
      const host = await startHost(example, { ...env, ...changes })
      hosts.push(host)
      return host
    },
    async close() {
      await Promise.all(hosts.map((host) => host.stop('SIGKILL')))
      standIns.close()
      await rm(folder, { recursive: true })
    },
  }
}

export const webhookPath = `/facebook-connector/webhook/${pageId}`

/** Posts a webhook as Meta does. */
export function postWebhook(
  { url }: Pick<HostProcess, 'url'>,
  payload: unknown,
  headers: Record<string, string> = {},
): Promise<Response> {
  const body = typeof payload === 'string' ? payload : webhookBody(payload)
  return fetch(url + webhookPath, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-hub-signature-256': signWebhook(body, appSecret),
      ...headers,
    },
    body,
  })
}

/** Posts a message as CX does. */
export function postCim(
  { url }: Pick<HostProcess, 'url'>,
  message: unknown,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(`${url}/message/receive`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(message),
  })
}
