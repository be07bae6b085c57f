import type { CcmStandIn } from 'messenger-cim/testing'
import { expect } from 'vitest'

/** The ids of the messages for which CX got FAILED, in what CCM received `from` there on. */
export function failedOf({ messages }: CcmStandIn, from = 0): string[] {
  return messages
    .slice(from)
    .flatMap(({ body }) =>
      body.type === 'DELIVERYNOTIFICATION' && 'status' in body && body.status === 'FAILED'
        ? String(body.messageId)
        : [],
    )
}

/**
 * Counts what CX got as FAILED from one kill to the next, and expects each of them once. A FAILED that CCM got right
 * before a kill comes again after it, with the same id.
 */
export function failedBetweenKills(ccm: CcmStandIn) {
  let since = 0
  function check(): void {
    const failed = failedOf(ccm, since)
    expect(failed).toEqual([...new Set(failed)])
    since = ccm.messages.length
  }
  return {
    check,
    /** Each once, over all kills. */
    all(): string[] {
      check()
      return [...new Set(failedOf(ccm))]
    },
  }
}
