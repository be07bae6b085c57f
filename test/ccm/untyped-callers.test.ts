import { describe, expect, it } from 'vitest'
import {
  createCcmClient,
  createFileEngine,
  createKeycloakToken,
  PayloadError,
} from '../../src/ccm/index.ts'

/** A service that must not be called. */
async function never(): Promise<Response> {
  throw new Error('called')
}

const ccm = createCcmClient({ baseUrl: 'http://ccm:8081', fetch: never, retries: 0 })
const files = createFileEngine({ baseUrl: 'http://file-engine:8080', fetch: never, retries: 0 })
const file = new Blob(['x'])
const about = { fileName: 'a.txt', conversationId: 'p' }
const signal = { aborted: false }

/** The paths of what is wrong when a function is called as by a program without types. */
async function pathsOf(call: (...values: never[]) => unknown, ...values: unknown[]) {
  try {
    await Reflect.apply(call, undefined, values)
    return []
  } catch (error) {
    if (!(error instanceof PayloadError)) throw error
    return error.issues.map(({ path }) => path.join('.'))
  }
}

describe('a client of CX', () => {
  it.each([7, 'fetch', {}, null])('is not made with %j in place of fetch', async (fetch) => {
    const baseUrl = 'http://ccm:8081'
    expect(await pathsOf(createCcmClient, { baseUrl, fetch })).toEqual(['fetch'])
    expect(await pathsOf(createFileEngine, { baseUrl, fetch })).toEqual(['fetch'])
    const token = { issuer: 'http://keycloak/auth/realms/cx', clientId: 'a', clientSecret: 'b' }
    expect(await pathsOf(createKeycloakToken, { ...token, fetch })).toEqual(['fetch'])
  })

  it.each([
    ['configuration', ccm.configuration, [undefined], 'serviceIdentifier'],
    ['configuration', ccm.configuration, [''], 'serviceIdentifier'],
    ['configuration', ccm.configuration, [104857600123456], 'serviceIdentifier'],
    ['configuration', ccm.configuration, ['1', { signal }], 'signal'],
    ['configuration', ccm.configuration, ['1', null], ''],
    ['receive', ccm.receive, [{}, null], ''],
    ['upload', files.upload, ['x', about], 'file'],
    ['upload', files.upload, [new Uint8Array(1), about], 'file'],
    ['upload', files.upload, [file, { ...about, fileName: undefined }], 'fileName'],
    ['upload', files.upload, [file, { ...about, conversationId: 7 }], 'conversationId'],
    ['upload', files.upload, [file, { ...about, signal }], 'signal'],
    ['download', files.download, [undefined], 'file'],
    ['download', files.download, [{}], 'file'],
    ['download', files.download, ['a.txt', { maxBytes: '5 MB' }], 'maxBytes'],
    ['download', files.download, ['a.txt', { maxBytes: 0 }], 'maxBytes'],
  ])('names what %s cannot work with, before any call', async (_, call, values, path) => {
    expect(await pathsOf(call, ...values)).toEqual([path])
  })

  it('names everything that an upload without options lacks', async () => {
    expect(await pathsOf(files.upload, file)).toEqual(['fileName', 'conversationId'])
  })
})
