import type { CcmClient } from 'messenger-cim/ccm'
import { createCarry } from './carry.ts'
import type { Notice } from './notice.ts'
import type { KeptTask } from './task.ts'

/**
 * Makes the notice that CX gets of a message that no worker lived to send. It is worded as that of any other
 * failure, and has the same id: by a connector that never reaches Meta.
 *
 * @returns a function that gives nothing for tasks that CX is not told of
 */
export function createStalledNotice(
  ccm: CcmClient,
): (task: KeptTask) => Promise<Notice | undefined> {
  const carry = createCarry({
    ccm,
    graph() {
      throw new Error('the workers that had it went away')
    },
  })
  return async function stalledNotice(task) {
    if (task.kind !== 'cim') return undefined
    const carried = await carry(task)
    return carried.result === 'failed' ? carried.notice : undefined
  }
}
