import { describe, expect, it } from 'vitest'
import { CcmError } from '../../src/errors.ts'
import { retryOf } from '../../src/host/retry-policy.ts'

describe('retryOf', () => {
  const pauseAfter = (retryAfterMs?: number) => {
    const error = new CcmError('CCM answered 429', { status: 429, retryable: true, retryAfterMs })
    const task = { attempts: 2, firstTriedAt: 0 }
    return retryOf(task, 'webhook', { error, mayRepeat: true, now: 1000 })
  }

  it('waits as long as CCM asks, where that is longer than its own pause', () => {
    expect(pauseAfter()).toEqual({ result: 'later', pauseMs: 4000 })
    expect(pauseAfter(1000)).toEqual({ result: 'later', pauseMs: 4000 })
    expect(pauseAfter(90_000)).toEqual({ result: 'later', pauseMs: 90_000 })
  })

  it('gives up where CCM asks for longer than a day', () => {
    expect(pauseAfter(25 * 3_600_000)).toBeUndefined()
  })
})
