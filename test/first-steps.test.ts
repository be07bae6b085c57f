import { describe, expect, it } from 'vitest'
import { createCcmClient, createFileEngine } from '../src/ccm/index.ts'
import { createConnector } from '../src/connector/index.ts'
import {
  isMessengerCimError,
  PayloadError,
  type PayloadSubject,
  SignatureError,
} from '../src/errors.ts'
import { createGraphClient } from '../src/graph/index.ts'
import {
  createWebhookHandler,
  receiveWebhook,
  signWebhook,
  verifySignature,
} from '../src/webhook/index.ts'

/** Callers without types: what TypeScript would refuse reaches the functions all the same. */
function call(callee: unknown, ...values: readonly unknown[]): unknown {
  return Reflect.apply(callee as () => unknown, undefined, values)
}

const pageAccessToken = 'EAAB'
const graph = createGraphClient({ pageAccessToken })
const ccm = createCcmClient({ baseUrl: 'http://ccm:8081' })
const parsed = { object: 'page', entry: [] }
const signature = signWebhook(JSON.stringify(parsed), 'secret')
const handler = { appSecret: 'secret', verifyToken: 'token', onWebhook() {} }

/** Each wrong first step, and the sentence that says what to do about it. */
const optionSteps: [string, () => unknown, string][] = [
  [
    'a connector of nothing',
    () => call(createConnector),
    'expected { graph, ccm, … }: the clients that the connector works with',
  ],
  [
    'a connector without clients',
    () => call(createConnector, {}),
    'graph: expected what createGraphClient gives, or a function from Page id to it; ccm: expected what createCcmClient gives, or a function from Page id to it',
  ],
  [
    'an address in place of a client',
    () => call(createConnector, { graph, ccm: 'http://ccm:8081' }),
    'ccm: expected what createCcmClient gives, or a function from Page id to it',
  ],
  [
    'the options of a File Engine in place of it',
    () => call(createConnector, { graph, ccm, files: { baseUrl: 'http://file-engine:8080' } }),
    'files: expected what createFileEngine gives, or a function from Page id to it',
  ],
  [
    'an invalid listener',
    () => call(createConnector, { graph, ccm, onEvent: console }),
    'onEvent: expected a function that takes an event',
  ],
  [
    'an invalid message log',
    () => call(createConnector, { graph, ccm, log: new Map() }),
    'log: expected a message log, such as createMemoryLog gives',
  ],
  [
    'a hook that is no function',
    () => call(createConnector, { graph, ccm, hooks: { beforeSend: true } }),
    'hooks.beforeSend: expected a function',
  ],
  [
    'a hook in place of the hooks',
    () => call(createConnector, { graph, ccm, hooks: () => null }),
    'hooks: expected { beforeReceive?, beforeSend? }',
  ],
  [
    'a Graph client of nothing',
    () => call(createGraphClient),
    'expected object, received undefined',
  ],
  [
    'a Graph client without token',
    () => call(createGraphClient, {}),
    'pageAccessToken: expected the token of the Page, a string',
  ],
  [
    'a token with a line break',
    () => createGraphClient({ pageAccessToken: 'EAAB\n' }),
    'pageAccessToken: expected a token without spaces or line breaks: trim what was read',
  ],
  [
    'a token with a space',
    () => createGraphClient({ pageAccessToken: 'Bearer EAAB' }),
    'pageAccessToken: expected a token without spaces or line breaks: trim what was read',
  ],
  [
    'the id of a Page as a number',
    () => call(createGraphClient, { pageAccessToken, pageId: 104857600123456 }),
    'pageId: expected an id in quotes: a number loses digits beyond 2^53',
  ],
  [
    'an empty app secret',
    () => createGraphClient({ pageAccessToken, appSecret: '' }),
    'appSecret: expected the app secret, not an empty text',
  ],
  [
    'an invalid address of Graph',
    () => createGraphClient({ pageAccessToken, baseUrl: 'graph.facebook.com' }),
    'baseUrl: expected an absolute http or https URL',
  ],
  [
    'a version as a number',
    () => call(createGraphClient, { pageAccessToken, version: 26 }),
    'version: expected string, received number',
  ],
  [
    'a CCM client without address',
    () => call(createCcmClient, {}),
    'baseUrl: expected string, received undefined',
  ],
  [
    'an address of CCM without scheme',
    () => createCcmClient({ baseUrl: 'ccm:8081' }),
    'baseUrl: expected an absolute http(s) URL without credentials, query or fragment',
  ],
  [
    'an address of File Engine without scheme',
    () => createFileEngine({ baseUrl: 'file-engine' }),
    'baseUrl: expected an absolute http(s) URL without credentials, query or fragment',
  ],
  [
    'a webhook handler of nothing',
    () => call(createWebhookHandler),
    'expected { appSecret, verifyToken, onWebhook }',
  ],
  [
    'a webhook handler without secret',
    () => call(createWebhookHandler, { ...handler, appSecret: undefined }),
    'appSecret: expected the app secret, or a list of them: see the settings of the Meta app',
  ],
  [
    'an empty secret',
    () => createWebhookHandler({ ...handler, appSecret: '' }),
    'appSecret: is empty',
  ],
  [
    'a secret that is no text',
    () => call(verifySignature, '{}', signature, 7),
    'appSecret: is empty',
  ],
]

describe('a wrong first step', () => {
  it('is described in the words of its platform', () => {
    const missing = { path: ['id'], message: 'expected string, received undefined' }
    const words = (subject: PayloadSubject) => new PayloadError(subject, [missing]).message
    expect(words('cim_message')).toMatch(/^Invalid CIM message: id: expected string/)
    expect(words('ccm_response')).toMatch(/^Invalid CCM response: /)
    expect(words('webhook')).toMatch(/^Invalid webhook: /)
  })

  it.each(optionSteps)('%s', (_, step, sentence) => {
    const error = failureOf(step)
    expect(error).toBeInstanceOf(PayloadError)
    expect(error).toMatchObject({
      code: 'payload_invalid',
      subject: 'options',
      message: `Invalid options: ${sentence}`,
    })
    expect(String(error)).not.toContain('EAAB')
  })

  it.each([
    ['receiveWebhook', () => call(receiveWebhook, parsed, signature, { appSecret: 'secret' })],
    ['verifySignature', () => call(verifySignature, parsed, signature, 'secret')],
    ['verifySignature without header', () => call(verifySignature, parsed, undefined, 'secret')],
  ])('a body that express.json() has parsed: %s', (_, step) => {
    const error = failureOf(step)
    expect(error).toBeInstanceOf(SignatureError)
    expect(error).toMatchObject({ code: 'signature_invalid', reason: 'mismatch' })
    expect(String(error)).toContain('the body is parsed already')
    expect(String(error)).toContain('express.raw')
  })

  it('a request of node:http for the webhook handler', async () => {
    const request = {
      method: 'POST',
      url: '/webhook',
      headers: { host: 'a.example' },
      body: parsed,
    }
    const error = await Promise.resolve(call(createWebhookHandler(handler), request)).catch(
      (thrown: unknown) => thrown,
    )
    expect(error).toBeInstanceOf(PayloadError)
    expect(String(error)).toContain('expected a Request of the Fetch standard')
  })

  it.each([
    ['a PSID as a number', () => call(graph.sendText, 7312345678901234, 'Hi'), 'id in quotes'],
    ['a text of nothing', () => graph.sendText('7312345678901234', ' '), 'something to see'],
    [
      'a file without scheme',
      () => graph.sendAttachment('1', { type: 'file', url: 'a.example/a' }),
      'expected an http or https address',
    ],
  ])('a send of %s', async (_, step, sentence) => {
    const error = await Promise.resolve(step()).catch((thrown: unknown) => thrown)
    expect(isMessengerCimError(error)).toBe(true)
    expect(String(error)).toContain(sentence)
  })
})

function failureOf(step: () => unknown): unknown {
  try {
    step()
  } catch (error) {
    return error
  }
  throw new Error('nothing was thrown')
}
