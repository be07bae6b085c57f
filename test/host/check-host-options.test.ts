import { createServer } from 'node:http'
import { describe, expect, it } from 'vitest'
import { PayloadError } from '../../src/errors.ts'
import {
  ccmPages,
  closeServer,
  createHost,
  createNodeListener,
  readEnvironment,
  staticPages,
} from '../../src/host/index.ts'
import { openSqlite } from '../../src/sqlite/index.ts'
import { pageId } from '../connector/world.ts'
import { appSecret, createWorld, verifyToken } from './world.ts'

/** The paths of what is wrong; nothing where it was taken. Called as by a program without types. */
function pathsOf(call: () => unknown): readonly string[] {
  try {
    call()
    return []
  } catch (error) {
    if (!(error instanceof PayloadError)) throw error
    expect(error.message).not.toContain('hunter2')
    return error.issues.map(({ path }) => path.join('.'))
  }
}

function hostWith(options: object | undefined): readonly string[] {
  return pathsOf(() => Reflect.apply(createHost, undefined, [options]))
}

describe('createHost', () => {
  it('says everything that is missing at once', () => {
    expect(hostWith({})).toEqual(['queue', 'log', 'pages', 'appSecret', 'ccm'])
    expect(hostWith(undefined)).toEqual([''])
  })

  it.each([
    [{ appSecret: '' }, 'appSecret'],
    [{ appSecret: [] }, 'appSecret'],
    [{ appSecret: [appSecret, ''] }, 'appSecret.1'],
    [{ cx: { token: '' } }, 'cx.token'],
    [{ cx: { token: 'hunter2\n' } }, 'cx.token'],
    [{ cx: { token: 'hünter2' } }, 'cx.token'],
    [{ cx: { allowForwarded: 'false' } }, 'cx.allowForwarded'],
    [{ now: 1795382400535 }, 'now'],
    [{ inbound: 'DM' }, 'inbound'],
    [{ inbound: null }, 'inbound'],
    [{ outbound: null }, 'outbound'],
    [{ inbound: { profile: 'hunter2' } }, 'inbound.profile'],
    [{ inbound: { echoes: 'translte' } }, 'inbound.echoes'],
    [{ inbound: { links: true } }, 'inbound.links'],
    [{ outbound: { customerWroteAt: 7 } }, 'outbound.customerWroteAt'],
    [{ outbound: { messagingType: 'MESSAGE_TAG' } }, 'outbound.messagingType'],
    [{ forwardChanges: { url: 'hunter2' } }, 'forwardChanges.url'],
    [{ forwardChanges: { url: 'https://vendor:hunter2@cx' } }, 'forwardChanges.url'],
    [{ forwardChanges: {} }, 'forwardChanges.url'],
    [{ role: 'hunter2' }, 'role'],
    [{ concurrency: 0 }, 'concurrency'],
    [{ queue: {} }, 'queue'],
    [{ log: {} }, 'log'],
    [{ pages: [{ pageId }] }, 'pages'],
    [{ ccm: {} }, 'ccm'],
    [{ graph: {} }, 'graph'],
    [{ echoWaitMs: '60' }, 'echoWaitMs'],
    [{ echoWaitMs: -1 }, 'echoWaitMs'],
    [{ echoWaitMs: Number.NaN }, 'echoWaitMs'],
    [{ profiles: 'yes' }, 'profiles'],
    [{ hooks: { beforeSend: 'hunter2' } }, 'hooks.beforeSend'],
  ])('refuses %j', (wrong, path) => {
    const { queue, log } = openSqlite(':memory:')
    const pages = staticPages([{ pageId, pageAccessToken: 'EAAtoken', verifyToken }])
    const right = { queue, log, pages, appSecret, ccm: { receive: async () => {} } }
    expect(hostWith({ ...right, ...wrong })).toEqual([path])
  })

  it('takes several app secrets, and options that are undefined', async () => {
    const { host } = createWorld({ appSecret: [appSecret, 'another one'], cx: undefined })
    await host.stop()
  })
})

describe('staticPages', () => {
  it.each([
    [undefined, ['']],
    [[], ['']],
    [[{ pageId: 104857600123456 }], ['0.pageId']],
    [
      [{ pageId, verifyToken: '' }, { pageId: 'my page' }],
      ['0.verifyToken', '1.pageId'],
    ],
    [[{ pageId, pageAccessToken: 'hunter2\n' }], ['0.pageAccessToken']],
    [[{ pageId, pageAccessToken: '' }], ['0.pageAccessToken']],
    [[{ pageId }, { pageId: '7' }, { pageId }], ['2.pageId']],
  ])('refuses %j', (pages, paths) => {
    expect(pathsOf(() => Reflect.apply(staticPages, undefined, [pages]))).toEqual(paths)
  })
})

describe('ccmPages', () => {
  it.each([
    [undefined, ['']],
    [{}, ['ccm']],
    [{ ccm: { receive() {} } }, ['ccm']],
    [{ ccm: () => undefined, freshMs: '60' }, ['freshMs']],
    [{ ccm: () => undefined, freshMs: Number.NaN }, ['freshMs']],
    [{ ccm: () => undefined, freshMs: -1 }, ['freshMs']],
  ])('refuses %j', (options, paths) => {
    expect(pathsOf(() => Reflect.apply(ccmPages, undefined, [options]))).toEqual(paths)
  })
})

describe('a time limit', () => {
  it.each(['60', null, -1, Number.NaN])('is not %j', async (timeoutMs) => {
    const { host } = createWorld()
    const refused = { issues: [expect.objectContaining({ path: ['timeoutMs'] })] }
    await expect(Reflect.apply(host.stop, host, [{ timeoutMs }])).rejects.toMatchObject(refused)
    const server = createServer()
    expect(pathsOf(() => Reflect.apply(closeServer, undefined, [server, { timeoutMs }]))).toEqual([
      'timeoutMs',
    ])
    await host.stop()
  })

  it('may be longer than timers can hold', async () => {
    const { host } = createWorld()
    expect(await host.stop({ timeoutMs: Number.POSITIVE_INFINITY })).toEqual({ left: 0 })
  })
})

describe('what is no function, request or environment', () => {
  it('is refused at once', async () => {
    expect(pathsOf(() => Reflect.apply(createNodeListener, undefined, [{}]))).toEqual(['fetch'])
    expect(pathsOf(() => Reflect.apply(readEnvironment, undefined, []))).toEqual(['env'])
    // Such as the app of Fastify, in place of its server.
    const app = { close() {}, listen() {} }
    expect(pathsOf(() => Reflect.apply(closeServer, undefined, [app]))).toEqual(['server'])
    expect(pathsOf(() => Reflect.apply(closeServer, undefined, []))).toEqual(['server'])
  })

  it('is refused where the host is called with what node:http, Express and Fastify give', async () => {
    const { host } = createWorld()
    const request = { method: 'GET', url: '/healthz', headers: { host: 'host' } }
    await expect(Reflect.apply(host.fetch, host, [request, {}])).rejects.toThrow(
      'use createNodeListener(host.fetch)',
    )
    await expect(Reflect.apply(host.fetch, host, [undefined])).rejects.toThrow(PayloadError)
    await host.stop()
  })
})
