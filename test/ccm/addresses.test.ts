import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createCcmClient, createFileEngine, PayloadError } from '../../src/ccm/index.ts'
import { plainMessage } from './message.ts'

/** Calls every route of both clients, and gives the addresses that were asked. */
async function asked(baseUrl: string, publicUrl?: string) {
  const urls: string[] = []
  const options = {
    baseUrl,
    async fetch(input: Parameters<typeof fetch>[0]) {
      urls.push(new Request(input).url)
      return Response.json(urls.length === 2 ? [] : { name: 'a b.pdf' })
    },
  }
  const ccm = createCcmClient(options)
  await ccm.receive(plainMessage('Hello'))
  await ccm.configuration('104857600123456')
  const files = createFileEngine({ ...options, publicUrl })
  const about = { fileName: 'a b.pdf', conversationId: 'c1' }
  const { mediaUrl } = await files.upload(new Blob(['x']), about)
  expect(mediaUrl).toBe(files.mediaUrl('a b.pdf'))
  await files.download(mediaUrl)
  await files.download('a b.pdf')
  return { ccm: urls.slice(0, 2), files: urls.slice(2), mediaUrl }
}

const ccmForms = [
  ['http://ef-ccm-svc.expertflow.svc:8081', 'http://ef-ccm-svc.expertflow.svc:8081'],
  ['http://ccm:8081/', 'http://ccm:8081'],
  ['https://cx.example.com/ccm', 'https://cx.example.com/ccm'],
  ['https://cx.example.com/ccm//', 'https://cx.example.com/ccm'],
  [' https://cx.example.com/ccm/\n', 'https://cx.example.com/ccm'],
  ['http://api/', 'http://api'],
] as const

const fileEngineForms = [
  [
    'http://ef-file-engine-svc.expertflow.svc:8080',
    'http://ef-file-engine-svc.expertflow.svc:8080',
  ],
  ['http://file-engine:8080/', 'http://file-engine:8080'],
  ['http://file-engine:8080/api', 'http://file-engine:8080'],
  ['https://cx.example.com/file-engine', 'https://cx.example.com/file-engine'],
  ['https://cx.example.com/file-engine/', 'https://cx.example.com/file-engine'],
  ['https://cx.example.com/file-engine/api', 'https://cx.example.com/file-engine'],
  ['https://cx.example.com/file-engine/api//', 'https://cx.example.com/file-engine'],
  ['http://api', 'http://api'],
  ['http://api/api', 'http://api'],
  ['https://cx.example.com/fapi', 'https://cx.example.com/fapi'],
] as const

describe('addresses in every form in use', () => {
  it.each(ccmForms)('of CCM: %j', async (baseUrl, base) => {
    expect((await asked(baseUrl)).ccm).toEqual([
      `${base}/message/receive`,
      `${base}/channel-connectors/configurations/104857600123456`,
    ])
  })

  it.each(fileEngineForms)('of File Engine: %j', async (baseUrl, base) => {
    const file = `${base}/api/downloadFileStream?filename=a`
    const { files, mediaUrl } = await asked(baseUrl)
    expect(files).toEqual([`${base}/api/uploadFileStream`, `${file}+b.pdf`, `${file}+b.pdf`])
    expect(mediaUrl).toBe(`${file}%20b.pdf`)
  })

  it.each(fileEngineForms)('of File Engine for the world: %j', async (publicUrl, base) => {
    const inCluster = 'http://10.0.3.7:8080/api'
    const { files, mediaUrl } = await asked('http://10.0.3.7:8080', publicUrl)
    expect(mediaUrl).toBe(`${base}/api/downloadFileStream?filename=a%20b.pdf`)
    expect(files, 'a public link is fetched within the cluster').toEqual([
      `${inCluster}/uploadFileStream`,
      `${inCluster}/downloadFileStream?filename=a+b.pdf`,
      `${inCluster}/downloadFileStream?filename=a+b.pdf`,
    ])
  })

  it('whatever the host and the path before', () => {
    const segment = fc.constantFrom('api', 'file-engine', 'cx', 'a-b', 'API', 'v1')
    const parts = fc.record({
      scheme: fc.constantFrom('http', 'https'),
      host: fc.constantFrom('api', 'files.svc:8080', '[::1]:8080', '10.0.0.1', 'cx.example.com'),
      path: fc.array(segment, { maxLength: 3 }).map((segments) => segments.join('/')),
      slashes: fc.constantFrom('', '/', '//'),
    })
    fc.assert(
      fc.property(parts, ({ scheme, host, path, slashes }) => {
        const stem = [`${scheme}://${host}`, ...(path === '' ? [] : [path])].join('/')
        const expected = path.split('/').at(-1) === 'api' ? stem : `${stem}/api`
        expect(createFileEngine({ baseUrl: stem + slashes }).mediaUrl('a')).toBe(
          `${expected}/downloadFileStream?filename=a`,
        )
      }),
    )
  })

  it.each([
    ['baseUrl', { baseUrl: 'file-engine:8080' }],
    ['baseUrl', { baseUrl: 'http://files:8080/?' }],
    ['baseUrl', { baseUrl: 'http://files:8080#' }],
    ['publicUrl', { baseUrl: 'http://files:8080', publicUrl: '/file-engine' }],
    ['publicUrl', { baseUrl: 'http://files:8080', publicUrl: 'https://cx/files?token=hidden' }],
  ])('names a wrong %s', (option, options) => {
    expect(() => createFileEngine(options)).toThrow(PayloadError)
    expect(() => createFileEngine(options)).toThrow(`Invalid options: ${option}`)
    expect(() => createFileEngine(options)).not.toThrow(/hidden/)
  })
})
