import { describe, expect, it, vi } from 'vitest'
import { GraphError, type Usage } from '../../src/graph/index.ts'
import { caught } from './caught.ts'
import { client, graphServer, psid, refusal, sent } from './graph-server.ts'

const answer = graphServer()
const share = { call_count: 28, total_time: 25, total_cputime: 24 }

async function usageOf(headers: Record<string, string>): Promise<Usage[]> {
  const usages: Usage[] = []
  answer({ ...sent, headers })
  await client({ onUsage: (usage) => usages.push(usage) }).sendText(psid, 'Hi')
  return usages
}

describe('onUsage', () => {
  it('gets all usage headers', async () => {
    const business = {
      '104857600123456': [
        { ...share, type: 'messenger', estimated_time_to_regain_access: 19 },
        { ...share, type: 'pages', ads_api_access_tier: 'standard_access' },
      ],
    }
    const usages = await usageOf({
      'X-App-Usage': JSON.stringify(share),
      'X-Page-Usage': JSON.stringify({ ...share, call_count: 1 }),
      'X-Business-Use-Case-Usage': JSON.stringify(business),
    })
    const read = { callCount: 28, totalTime: 25, totalCpuTime: 24 }
    expect(usages).toEqual([
      {
        app: read,
        page: { ...read, callCount: 1 },
        business: {
          '104857600123456': [
            { ...read, type: 'messenger', regainAccessMs: 19 * 60_000 },
            { ...read, type: 'pages', regainAccessMs: 0, adsApiAccessTier: 'standard_access' },
          ],
        },
      },
    ])
  })

  it('gets what there is', async () => {
    expect(await usageOf({ 'x-app-usage': '{"call_count":"7"}' })).toEqual([
      { app: { callCount: 7, totalTime: 0, totalCpuTime: 0 } },
    ])
    expect(await usageOf({ 'x-business-use-case-usage': '{"1":[{}]}' })).toEqual([
      {
        business: {
          1: [{ callCount: 0, totalTime: 0, totalCpuTime: 0, type: '', regainAccessMs: 0 }],
        },
      },
    ])
  })

  it('lacks only what cannot be read of the business use cases', async () => {
    const usages = await usageOf({
      'x-business-use-case-usage': '{"1":[null,{"type":"messenger","call_count":7},"much"],"2":3}',
    })
    const read = { callCount: 7, totalTime: 0, totalCpuTime: 0 }
    expect(usages).toEqual([
      { business: { 1: [{ ...read, type: 'messenger', regainAccessMs: 0 }], 2: [] } },
    ])
  })

  it('is not called where there is nothing, or nothing that can be read', async () => {
    expect(await usageOf({})).toEqual([])
    expect(await usageOf({ 'x-app-usage': 'much', 'x-page-usage': '[]' })).toEqual([])
  })

  it('is called for refusals also', async () => {
    const usages: Usage[] = []
    answer({ ...refusal(4), headers: { 'x-app-usage': JSON.stringify(share) } })
    const own = client({ onUsage: (usage) => usages.push(usage) })
    await caught(own.sendText(psid, 'Hi'), GraphError)
    expect(usages).toHaveLength(1)
  })

  it.each([
    [
      'throws',
      () => {
        throw new Error('metrics are down')
      },
    ],
    ['rejects', () => Promise.reject(new Error('metrics are down'))],
  ])(
    'does not make a message that was delivered look as if it failed when it %s',
    async (_, onUsage) => {
      const unhandled = vi.fn()
      process.on('unhandledRejection', unhandled)
      answer({ ...sent, headers: { 'x-app-usage': '{}' } })
      expect(await client({ onUsage }).sendText(psid, 'Hi')).toMatchObject({ recipientId: psid })
      await new Promise((resolve) => setTimeout(resolve, 20))
      process.off('unhandledRejection', unhandled)
      expect(unhandled).not.toHaveBeenCalled()
    },
  )
})
