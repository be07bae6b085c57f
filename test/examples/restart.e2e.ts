import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { agentsId, agentsMessage, idOf, message, midOf } from '../../examples/demo/recorded.ts'
import { createRig, examples, postCim, postWebhook, type Rig } from './rig.ts'

describe.each(examples)('the %s host after a restart', (example) => {
  let rig: Rig
  beforeEach(async () => {
    rig = await createRig()
  })
  afterEach(() => rig.close())

  it('still knows which message is quoted, in both directions', async () => {
    const { ccm, graph } = rig.standIns
    const first = await rig.start(example)
    await postWebhook(first, message(1, { text: 'Is the lamp blue?' }))
    await first.idle()
    await postCim(first, agentsMessage(1, { type: 'PLAIN', markdownText: 'Which one?' }))
    await first.idle()
    expect(await first.stop()).toBe(0)

    const second = await rig.start(example)
    const quoting = { intent: 'REPLY_TO', originalMessageId: idOf(1) }
    await postCim(second, agentsMessage(2, { type: 'PLAIN', markdownText: 'It is.' }, quoting))
    const mid = graph.sent[0]?.mid
    await postWebhook(second, message(2, { text: 'This one', reply_to: { mid } }))
    await second.idle()
    expect(graph.sent[1]?.request).toMatchObject({ reply_to: { mid: midOf(1) } })
    expect(ccm.messages[1]?.header).toMatchObject({
      intent: 'REPLY_TO',
      originalMessageId: agentsId(1),
    })
  })

  it('passes on nothing again that it passed on before', async () => {
    const { ccm, graph } = rig.standIns
    for (const _ of [1, 2]) {
      const host = await rig.start(example)
      await postWebhook(host, message(1, { text: 'Hello' }))
      await postCim(host, agentsMessage(1, { type: 'PLAIN', markdownText: 'Good morning' }))
      await host.idle()
      await host.stop()
    }
    expect([ccm.messages.length, graph.sent.length]).toEqual([1, 1])
  })

  it('repeats what CX could not take, in order', async () => {
    const { ccm } = rig.standIns
    // More than the CCM client tries; what comes then is the host's own.
    ccm.fail({ status: 503 }, { times: 6 })
    const host = await rig.start(example)
    for (const n of [1, 2, 3]) await postWebhook(host, message(n, { text: `Message ${n}` }))
    await host.idle()
    expect(ccm.messages.map(({ id }) => id)).toEqual([1, 2, 3].map((n) => idOf(n)))
  })

  it('passes on after a crash what it had accepted, in order', async () => {
    const { ccm } = rig.standIns
    ccm.fail({ status: 503 }, { times: 20 })
    const first = await rig.start(example)
    for (const n of [1, 2, 3]) {
      expect((await postWebhook(first, message(n, { text: `Message ${n}` }))).status).toBe(200)
    }
    await first.stop('SIGKILL')
    expect(ccm.messages).toEqual([])

    ccm.reset()
    const second = await rig.start(example)
    await second.idle()
    expect(ccm.messages.map(({ id }) => id)).toEqual([1, 2, 3].map((n) => idOf(n)))
  })
})
