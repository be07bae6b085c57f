/**
 * Programs of users, written out as text because they are run and compiled where the package is installed.
 * Each uses every entry point for what it is for, as far as that goes without a network.
 */

const use = `
  const payload = testing.sampleWebhook('message', { message: { text: 'Hello' } })
  const { messages } = root.messengerToCim(payload)
  assert.equal(messages[0].body.markdownText, 'Hello')
  const { requests } = root.cimToMessenger(testing.sampleCimMessage('PLAIN', { body: { markdownText: 'Hi' } }))
  assert.equal(requests[0].message.text, 'Hi')

  const body = testing.webhookBody(payload)
  webhook.verifySignature(body, webhook.signWebhook(body, 'secret'), 'secret')
  assert.throws(() => webhook.verifySignature(body, undefined, 'secret'), root.SignatureError)
  assert.throws(() => ccm.createCcmClient({ baseUrl: 'nowhere' }), root.PayloadError)

  assert.equal(explain.explain(payload).kind, 'webhook')
  assert.equal(explain.explainText('{"half":').problems[0].line, 1)

  assert.throws(() => bullmq.connectBullmq({ url: 'nowhere' }), root.PayloadError)

  const client = graph.createGraphClient({ pageAccessToken: 'token' })
  const cx = ccm.createCcmClient({ baseUrl: 'https://cx.example.com/ccm' })
  const { handleWebhook, handleCim } = connector.createConnector({ graph: client, ccm: cx })
  assert.deepEqual([typeof handleWebhook, typeof handleCim], ['function', 'function'])
`

/** Imports every entry point as a module. */
export function esmProgram(entryPoints: readonly string[]): string {
  const imports = entryPoints.map(
    (entryPoint) => `import * as ${nameOf(entryPoint)} from '${entryPoint}'`,
  )
  return ["import assert from 'node:assert/strict'", ...imports, use].join('\n')
}

/** Requires every entry point, and finds the same error classes there as `import` does. */
export function requireProgram(entryPoints: readonly string[]): string {
  const requires = entryPoints.map(
    (entryPoint) => `const ${nameOf(entryPoint)} = require('${entryPoint}')`,
  )
  const same =
    "import('messenger-cim').then((esm) => assert.equal(esm.PayloadError, root.PayloadError))"
  return ["const assert = require('node:assert/strict')", ...requires, use, same].join('\n')
}

/** Uses the types of every entry point. */
export function typedProgram(entryPoints: readonly string[]): string {
  const imports = entryPoints.map(
    (entryPoint) => `import * as ${nameOf(entryPoint)} from '${entryPoint}'`,
  )
  return `${imports.join('\n')}

const context: root.InboundContext = { links: 'markdown', profile: () => ({ firstName: 'Sara' }) }
const payload = testing.sampleWebhook('postback', { postback: { payload: 'BUY' } })
const { messages, skipped }: root.InboundTranslation = root.messengerToCim(payload, context)
const types: string[] = messages.map(({ body }) => body.type)
const reasons: root.SkipReason[] = skipped.map(({ reason }) => reason)

const explanation: explain.Explanation = explain.explain(payload)
const paths: string[] = explanation.problems.map(({ path }) => path)

const message = testing.sampleCimMessage('IMAGE')
const tapped: string | undefined = messages[0] && root.attributeOf(messages[0], 'postbackPayload')
const unlisted: unknown = root.fieldOf(message.header, 'customer')
// @ts-expect-error: channelData
message.header.chanelData
const { requests }: root.OutboundTranslation = root.cimToMessenger(message)
const text: string | undefined = requests.flatMap((request) =>
  'message' in request ? [request.message.text] : [],
)[0]

const client = graph.createGraphClient({ pageAccessToken: 'token' })
const cx = ccm.createCcmClient({ baseUrl: 'https://cx.example.com/ccm' })
const connected = connector.createConnector({ graph: client, ccm: cx })
const handle: (request: Request) => Promise<Response> = webhook.createWebhookHandler({
  appSecret: 'secret',
  verifyToken: 'token',
  onWebhook: async (webhook) => {
    await connected.handleWebhook(webhook)
  },
})

// @ts-expect-error: no such option
root.messengerToCim(payload, { link: 'markdown' })
// @ts-expect-error: no such kind
testing.sampleWebhook('postbacks')
// @ts-expect-error: results are not any
const wrong: number = types

const listener: host.NodeListener = host.createNodeListener(handle)

export { handle, listener, paths, reasons, text, types, wrong }
`
}

/** `messenger-cim/graph` is used as `graph`, `messenger-cim` as `root`. */
function nameOf(entryPoint: string): string {
  return entryPoint.split('/')[1] ?? 'root'
}
