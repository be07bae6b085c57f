/** What must and must not compile against the testing entry point; `npm run typecheck` is the test. */
import type { EmittedCimMessage } from 'messenger-cim'
import {
  createCcmStandIn,
  createFileEngineStandIn,
  createGraphStandIn,
  sampleCimMessage,
  sampleWebhook,
} from 'messenger-cim/testing'
import { setupServer } from 'msw/node'
import { expectTypeOf } from 'vitest'

export function standIns() {
  const graph = createGraphStandIn()
  const ccm = createCcmStandIn()
  const files = createFileEngineStandIn()
  setupServer(...graph.handlers, ...ccm.handlers, ...files.handlers)

  expectTypeOf(ccm.messages).toEqualTypeOf<readonly EmittedCimMessage[]>()
  expectTypeOf(graph.sent[0]?.request.message.text).toEqualTypeOf<string | undefined>()
  graph.fail({ code: 613, subcode: 2018338 }, { when: ({ edge }) => edge === 'messages' })
  ccm.fail('no-answer', { times: 2 })
  // @ts-expect-error: codes are Graph's
  ccm.fail({ code: 613 })
  // @ts-expect-error: no such failure
  files.fail('slow')
  // @ts-expect-error: records are not for writing
  graph.sent.push(graph.sent[0])
  // @ts-expect-error: records are not for writing
  graph.subscribedFields.add('messages')
}

export function samples() {
  const [{ messaging }] = sampleWebhook('edit', { message_edit: { text: 'Hi' } }).entry
  expectTypeOf(messaging[0].message_edit.text).toBeString()
  expectTypeOf(sampleWebhook('image').entry[0].messaging[0].message).toHaveProperty('attachments')
  // @ts-expect-error: no such kind
  sampleWebhook('typing')
  // @ts-expect-error: a text is a string
  sampleWebhook('message', { message: { text: 7 } })

  expectTypeOf(sampleCimMessage('IMAGE').body.attachment.mediaUrl).toBeString()
  sampleCimMessage('IMAGE', { body: { attachment: { size: 7 } } })
  sampleCimMessage('IMAGE', { header: { roomId: '7' }, body: { attachment: { checked: true } } })
  sampleCimMessage('BUTTON', { body: { buttons: [{ type: 'postback', title: 'Yes', icon: 7 }] } })
  // @ts-expect-error: no such type
  sampleCimMessage('PICTURE')
  // @ts-expect-error: a size is a number
  sampleCimMessage('IMAGE', { body: { attachment: { size: '7 kB' } } })
}
