import { describe, expect, it } from 'vitest'
import { createCarry } from '../../examples/express/carry.ts'
import { createGraphClient } from '../../src/graph/index.ts'
import { GraphError } from '../../src/index.ts'
import { sampleCimMessage } from '../../src/testing/index.ts'

const busy = new GraphError('busy', {
  reason: 'rate_limited',
  retryable: true,
  possiblyDelivered: false,
})

describe('carry', () => {
  it.each(['77', 77])(
    'may repeat a message whose id is %j, and tells CX when it is given up',
    async (id) => {
      const carry = createCarry({
        graph: {
          ...createGraphClient({ pageAccessToken: 'token' }),
          send: () => Promise.reject(busy),
        },
        ccm: {
          receive: async () => {},
          configuration: () => Promise.reject(new Error('not asked')),
        },
      })
      const body = JSON.stringify({ ...sampleCimMessage('PLAIN'), id })
      const carried = await carry({ kind: 'cim', lane: 'a', body })
      expect(carried).toMatchObject({ result: 'failed', mayRepeat: true })
      const notice = carried.result === 'failed' ? carried.notice : undefined
      expect(JSON.parse(notice?.body ?? '{}')).toMatchObject({
        body: { messageId: '77', status: 'FAILED' },
      })
    },
  )
})
