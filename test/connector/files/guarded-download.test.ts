import type { lookup as systemLookup } from 'node:dns'
import { afterEach, describe, expect, it } from 'vitest'
import { isPublicAddress } from '../../../src/connector/files/guarded-address.ts'
import {
  type DownloadOptions,
  guardedDownload,
} from '../../../src/connector/files/guarded-download.ts'
import { guardedLookup } from '../../../src/connector/files/guarded-lookup.ts'
import { metaHosts } from '../../../src/connector/files/meta-hosts.ts'
import { limits } from '../../../src/messenger/limits.ts'
import { beginnings, serve } from '../world.ts'

const servers: { close(): Promise<void> }[] = []
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()))
})

async function serving(...[listener]: Parameters<typeof serve>) {
  const server = await serve(listener)
  servers.push(server)
  return server
}

const strict: DownloadOptions = {
  hosts: metaHosts.map(({ pattern }) => pattern),
  allowHosts: [],
  allowInsecure: false,
  maxBytes: limits.fileBytes.max,
  timeoutMs: 5_000,
}
const trusting = { ...strict, allowHosts: ['127.0.0.1'], allowInsecure: true }

/** A resolver that knows one answer and counts the questions. */
function resolvingTo(...addresses: string[]) {
  const asked: string[] = []
  const lookup = (
    hostname: string,
    _: unknown,
    callback: (error: null, found: { address: string; family: number }[]) => void,
  ) => {
    asked.push(hostname)
    callback(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    )
  }
  return { asked, lookup: lookup as unknown as typeof systemLookup }
}

describe('guardedDownload', () => {
  it('gives the bytes of a trusted host and what its server says of them', async () => {
    const { url } = await serving((_, response) => {
      response.setHeader('content-type', 'image/png')
      response.setHeader('content-disposition', 'attachment; filename="a.png"')
      response.end(beginnings.png)
    })
    const { bytes, ...said } = await guardedDownload(`${url}/a.png`, trusting)
    expect([...bytes]).toEqual([...beginnings.png])
    expect(said).toEqual({
      contentType: 'image/png',
      contentDisposition: 'attachment; filename="a.png"',
    })
  })

  it.each([
    ['http of a host that is not trusted', 'http://scontent.xx.fbcdn.net/a.jpg', 'insecure'],
    ['another scheme', 'file:///etc/passwd', 'insecure'],
    ['data', 'data:text/plain,hello', 'insecure'],
    ['a strange host', 'https://example.com/a.jpg', 'host_refused'],
    ['a host that only looks like one', 'https://evilfbcdn.net/a.jpg', 'host_refused'],
    ['a host that only begins like one', 'https://fbcdn.net.example.com/a', 'host_refused'],
    ['another port', 'https://scontent.xx.fbcdn.net:8443/a.jpg', 'host_refused'],
    ['credentials', 'https://user:pass@scontent.xx.fbcdn.net/a.jpg', 'host_refused'],
    ['loopback', 'https://127.0.0.1/a.jpg', 'host_refused'],
    ['no URL', 'not a url', 'host_refused'],
  ])('refuses %s', async (_, url, reason) => {
    await expect(guardedDownload(url, strict)).rejects.toMatchObject({ reason })
  })

  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '::1',
    'fe80::1',
    'fd00::1',
    '::ffff:127.0.0.1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
  ])('refuses an allowed name that resolves to %s, also beside a public one', async (address) => {
    const { lookup, asked } = resolvingTo('157.240.1.1', address)
    const options = { ...strict, lookup }
    const download = guardedDownload('https://scontent.xx.fbcdn.net/a.jpg', options)
    await expect(download).rejects.toMatchObject({ reason: 'address_refused' })
    expect(asked).toEqual(['scontent.xx.fbcdn.net'])
  })

  it('refuses a name without addresses', async () => {
    const options = { ...strict, ...resolvingTo() }
    const download = guardedDownload('https://scontent.xx.fbcdn.net/a.jpg', options)
    await expect(download).rejects.toMatchObject({ reason: 'address_refused' })
  })

  it('asks for the name once, so that a second answer changes nothing', async () => {
    const { lookup, asked } = resolvingTo('192.0.2.1')
    const options = { ...strict, lookup, hosts: ['*.fbcdn.net'] }
    await expect(
      guardedDownload('https://scontent.xx.fbcdn.net/a.jpg', options),
    ).rejects.toMatchObject({ reason: 'address_refused' })
    expect(asked).toHaveLength(1)
  })

  it.each(['https://127.0.0.1/', 'https://[::1]/', 'https://0x7f.1/', 'https://2130706433/'])(
    'refuses %s even where hosts of any name are allowed, for it needs no name',
    async (url) => {
      const hosts = [new URL(url).hostname]
      await expect(guardedDownload(url, { ...strict, hosts })).rejects.toMatchObject({
        reason: 'address_refused',
      })
    },
  )

  it('asks any host where all are allowed, but only over https and at a public address', async () => {
    const options = { ...strict, hosts: 'all' as const }
    for (const [url, reason] of [
      ['http://cdn.example.com/a.png', 'insecure'],
      ['https://cdn.example.com:8443/a.png', 'host_refused'],
      ['https://user@cdn.example.com/a.png', 'host_refused'],
      ['https://169.254.169.254/latest/meta-data', 'address_refused'],
    ] as const) {
      await expect(guardedDownload(url, options)).rejects.toMatchObject({ reason })
    }
    const { lookup, asked } = resolvingTo('10.0.0.8')
    const hidden = guardedDownload('https://cdn.example.com/a.png', { ...options, lookup })
    await expect(hidden).rejects.toMatchObject({ reason: 'address_refused' })
    expect(asked).toEqual(['cdn.example.com'])
  })

  it('lets a host trusted by name be private, with port or without, and all below a name', async () => {
    const { url, host } = await serving((_, response) => response.end('ok'))
    const port = host.split(':')[1]
    const { lookup } = resolvingTo('127.0.0.1')
    const options = { ...trusting, lookup }
    for (const allowHosts of [[host], ['127.0.0.1'], ['LOCALHOST', '127.0.0.1']]) {
      const { bytes } = await guardedDownload(url, { ...options, allowHosts })
      expect(bytes).toHaveLength(2)
    }
    const below = { ...options, allowHosts: ['*.cx.internal'] }
    const { bytes } = await guardedDownload(`http://files.cx.internal:${port}/`, below)
    expect(bytes).toHaveLength(2)
  })

  it('keeps to https also for a trusted host unless http is allowed', async () => {
    const download = guardedDownload('http://127.0.0.1/', { ...trusting, allowInsecure: false })
    await expect(download).rejects.toMatchObject({ reason: 'insecure' })
  })

  it('follows redirects to where it may go', async () => {
    const { url } = await serving((request, response) => {
      if (request.url === '/end') response.end('there')
      else response.writeHead(302, { location: '/end' }).end()
    })
    expect((await guardedDownload(url, trusting)).bytes).toHaveLength(5)
  })

  it.each([
    ['http://localhost:1/', 'insecure'],
    ['https://127.0.0.2/', 'host_refused'],
    ['https://example.com/', 'host_refused'],
    ['file:///etc/passwd', 'insecure'],
    ['http://[', 'bad_answer'],
  ])('holds a redirect to %s to the same rules', async (location, reason) => {
    const { url } = await serving((_, response) => response.writeHead(302, { location }).end())
    await expect(guardedDownload(url, trusting)).rejects.toMatchObject({ reason })
  })

  it('gives up on redirects without end', async () => {
    const { url } = await serving((_, response) => response.writeHead(302, { location: '/' }).end())
    await expect(guardedDownload(url, trusting)).rejects.toMatchObject({
      reason: 'too_many_redirects',
    })
  })

  it.each([404, 500, 206, 304])('takes an answer of %d for none', async (status) => {
    const { url } = await serving((_, response) => response.writeHead(status).end())
    await expect(guardedDownload(url, trusting)).rejects.toMatchObject({
      reason: 'bad_answer',
      status,
    })
  })

  it.each(['Upgrade: websocket\r\nConnection: Upgrade\r\n', ''])(
    'takes an answer that leaves HTTP for none (%j)',
    async (headers) => {
      const { url, server } = await serving(() => {})
      server.on('connection', (socket) => {
        socket.on('error', () => {})
        socket.write(`HTTP/1.1 101 Switching Protocols\r\n${headers}\r\n`)
      })
      const download = guardedDownload(url, { ...trusting, timeoutMs: 300 })
      await expect(download).rejects.toMatchObject({ name: 'DownloadError' })
    },
  )

  it('ends a name whose addresses never come', async () => {
    const lookup = (() => {}) as unknown as typeof systemLookup
    const options = { ...strict, lookup, timeoutMs: 60 }
    const download = guardedDownload('https://scontent.xx.fbcdn.net/', options)
    await expect(download).rejects.toMatchObject({ reason: 'timed_out' })
  })

  it.each([
    ['that is empty', {}, ''],
    ['that is encoded', { 'content-encoding': 'gzip' }, 'H4sI'],
    ['that is encoded twice', { 'content-encoding': 'identity, br' }, 'CwGA'],
  ])('takes an answer %s for none', async (_, headers, body) => {
    const { url } = await serving((_request, response) =>
      response.writeHead(200, headers).end(body),
    )
    await expect(guardedDownload(url, trusting)).rejects.toMatchObject({
      reason: 'bad_answer',
      status: 200,
    })
  })

  it('takes a file that says that it is as it is', async () => {
    const { url } = await serving((_, response) =>
      response.writeHead(200, { 'content-encoding': 'Identity' }).end('as it is'),
    )
    expect((await guardedDownload(url, trusting)).bytes).toHaveLength(8)
  })

  it('refuses at once what says that it is too long', async () => {
    const { url } = await serving((_, response) => {
      response.writeHead(200, { 'content-length': limits.fileBytes.max + 1 })
      response.flushHeaders()
    })
    await expect(guardedDownload(url, trusting)).rejects.toMatchObject({ reason: 'too_long' })
  })

  it('stops reading a stream without length at the cap', async () => {
    let written = 0
    const { url } = await serving((_, response) => {
      const chunk = Buffer.alloc(64 * 1024)
      function more(): void {
        while (written < 30 * 1024 * 1024 && !response.destroyed) {
          written += chunk.length
          if (!response.write(chunk)) return void response.once('drain', more)
        }
        response.end()
      }
      more()
    })
    const download = guardedDownload(url, { ...trusting, maxBytes: 1024 * 1024 })
    await expect(download).rejects.toMatchObject({ reason: 'too_long' })
    expect(written).toBeLessThan(30 * 1024 * 1024)
  })

  it('takes a file of exactly the cap', async () => {
    const { url } = await serving((_, response) => response.end(Buffer.alloc(1000)))
    const { bytes } = await guardedDownload(url, { ...trusting, maxBytes: 1000 })
    expect(bytes).toHaveLength(1000)
  })

  it('ends a server that trickles', async () => {
    const { url } = await serving((_, response) => {
      const trickle = setInterval(() => response.write('x'), 5)
      response.on('close', () => clearInterval(trickle))
    })
    const download = guardedDownload(url, { ...trusting, timeoutMs: 60 })
    await expect(download).rejects.toMatchObject({ reason: 'timed_out' })
  })

  it('names a server that is missing, and one that breaks off', async () => {
    const gone = await serve(() => {})
    await gone.close()
    const none = { reason: 'no_answer', status: undefined }
    await expect(guardedDownload(gone.url, trusting)).rejects.toMatchObject(none)
    const { url } = await serving((_, response) => {
      response.writeHead(200, { 'content-length': 100 })
      response.write('half', () => response.destroy())
    })
    await expect(guardedDownload(url, trusting)).rejects.toMatchObject(none)
  })

  it('names a host that does not resolve', async () => {
    const lookup = ((_: string, __: unknown, callback: (error: Error) => void) =>
      callback(new Error('ENOTFOUND'))) as unknown as typeof systemLookup
    const download = guardedDownload('https://scontent.xx.fbcdn.net/', { ...strict, lookup })
    await expect(download).rejects.toMatchObject({ reason: 'no_answer' })
  })
})

describe('guardedLookup', () => {
  it('gives all public addresses, or the first where one is asked for', () => {
    const { lookup } = resolvingTo('157.240.1.1', '2a03:2880::1')
    const given: unknown[] = []
    const take = (...answer: unknown[]) => void given.push(answer)
    guardedLookup(lookup)('scontent.xx.fbcdn.net', { all: true }, take)
    guardedLookup(lookup)('scontent.xx.fbcdn.net', {}, take)
    const all = [
      { address: '157.240.1.1', family: 4 },
      { address: '2a03:2880::1', family: 6 },
    ]
    expect(given).toEqual([
      [null, all],
      [null, '157.240.1.1', 4],
    ])
  })
})

describe('isPublicAddress', () => {
  it.each(['157.240.1.1', '2a03:2880:f12f:83:face:b00c:0:25de', '::ffff:157.240.1.1'])(
    'takes %s for public',
    (address) => {
      expect(isPublicAddress(address)).toBe(true)
    },
  )

  it.each(['::7f00:1', '::10.0.0.1', '4000::1', 'e000::1', '1fff::1', '::ffff:10.0.0.1'])(
    'takes %s for not public',
    (address) => {
      expect(isPublicAddress(address)).toBe(false)
    },
  )

  it('takes what is no address for none', () => {
    expect(isPublicAddress('localhost')).toBe(false)
  })
})
