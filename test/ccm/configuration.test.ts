import { describe, expect, it } from 'vitest'
import { PayloadError, readConfiguration } from '../../src/ccm/index.ts'

const hostUrl = 'https://graph.facebook.com/v15.0/'
const attributes = [
  { key: 'FACEBOOK-HOST-URL', type: 'URL', value: hostUrl },
  { key: 'FACEBOOK-API-KEY', type: 'String2000', value: 'EAABpageToken' },
  { key: 'FACEBOOK-PAGE-ACCESS-TOKEN', type: 'String2000', value: 'verify-me' },
  { key: 'EDIT_MESSAGE_SUPPORT_SM', type: 'Boolean', value: true },
]
const settings = { hostUrl, pageAccessToken: 'EAABpageToken', verifyToken: 'verify-me' }

/** What a call throws. */
function thrown(call: () => unknown): unknown {
  try {
    call()
  } catch (error) {
    return error
  }
  throw new Error('did not throw')
}

describe('readConfiguration', () => {
  it('reads what CX posts when an administrator changes a channel', () => {
    const push = { serviceIdentifier: '104857600123456', connectorConfigurations: attributes }
    expect(readConfiguration(push)).toStrictEqual({
      serviceIdentifier: '104857600123456',
      ...settings,
      attributes,
      masked: [],
    })
  })

  it('reads the bare list, which names no channel', () => {
    expect(readConfiguration(attributes)).toStrictEqual({ ...settings, attributes, masked: [] })
  })

  it.each([104857600123456, '104857600123456'])('reads the service identifier %j', (id) => {
    const push = { serviceIdentifier: id, connectorConfigurations: [] }
    expect(readConfiguration(push).serviceIdentifier).toBe('104857600123456')
  })

  it('passes over entries that are null, and types that are no text', () => {
    const value = [null, { key: 'FACEBOOK-API-KEY', type: 7, value: 'EAAtoken' }]
    const { pageAccessToken, attributes } = readConfiguration(value)
    expect(pageAccessToken).toBe('EAAtoken')
    expect(attributes).toEqual([{ key: 'FACEBOOK-API-KEY', value: 'EAAtoken' }])
  })

  it.each([null, undefined, ''])('takes the service identifier %j for none', (id) => {
    const push = { serviceIdentifier: id, connectorConfigurations: [], _class: 'later' }
    expect(readConfiguration(push)).not.toHaveProperty('serviceIdentifier')
  })

  it.each(['*', '********', ' **** '])('reads %j as a missing value', (value) => {
    const masked = attributes.map((attribute) => ({ ...attribute, value }))
    expect(readConfiguration(masked)).toStrictEqual({
      hostUrl: undefined,
      pageAccessToken: undefined,
      verifyToken: undefined,
      attributes: masked,
      masked: attributes.map(({ key }) => key),
    })
  })

  it.each(['EAAB***', '** **', '•••'])('takes %j for a value', (value) => {
    const read = readConfiguration([{ key: 'FACEBOOK-API-KEY', value }])
    expect(read).toMatchObject({ pageAccessToken: value, masked: [] })
  })

  it('reads a key once, and prefers a value that is not masked', () => {
    const [key, value] = ['FACEBOOK-API-KEY', '********']
    const read = readConfiguration([
      { key, value },
      { key, value },
      { key, value: ' ' },
      { key, value: ' EAABpageToken ' },
    ])
    expect(read).toMatchObject({ pageAccessToken: 'EAABpageToken', masked: [key] })
  })

  it('leaves undefined what CX does not send', () => {
    expect(readConfiguration([{ key: 'FACEBOOK-API-KEY', type: null, value: ' ' }])).toMatchObject({
      hostUrl: undefined,
      pageAccessToken: undefined,
      verifyToken: undefined,
      masked: [],
    })
  })

  it('reads the others beside an attribute without value or key', () => {
    const named = [{ key: 'FACEBOOK-HOST-URL' }, { key: 'FACEBOOK-API-KEY', value: 'page-token' }]
    const attributes = [{ key: null, value: 'x' }, ...named, { type: 'String' }]
    expect(readConfiguration(attributes)).toMatchObject({
      hostUrl: undefined,
      pageAccessToken: 'page-token',
      attributes: named,
    })
  })

  const secret = 'EAABpageToken'
  it.each<[string, unknown, (string | number)[]]>([
    ['nothing', undefined, []],
    ['null', null, []],
    ['a text', secret, []],
    ['no settings', {}, ['connectorConfigurations']],
    ['the list under another name', { attributes }, ['connectorConfigurations']],
    [
      'an attribute that is a text',
      { connectorConfigurations: [{ key: 'a' }, secret] },
      ['connectorConfigurations', 1],
    ],
    [
      'a key that is a number',
      { connectorConfigurations: [{ key: 1, value: secret }] },
      ['connectorConfigurations', 0, 'key'],
    ],
    ['a bare list with a key that is no text', [{ key: 1, value: secret }], [0, 'key']],
    [
      'a service identifier that is a list',
      { serviceIdentifier: ['1'], connectorConfigurations: [] },
      ['serviceIdentifier'],
    ],
  ])('refuses %s, with the path and without values', (_, value, path) => {
    const error = thrown(() => readConfiguration(value))
    expect(error).toBeInstanceOf(PayloadError)
    expect(error).toMatchObject({ subject: 'configuration', issues: [{ path }] })
    expect(JSON.stringify(error)).not.toContain(secret)
  })
})
