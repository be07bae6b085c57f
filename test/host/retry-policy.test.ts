import { describe, expect, it } from 'vitest'
import { CcmError, GraphError, StorageError } from '../../src/errors.ts'
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

  const hour = 3_600_000
  const day = 24 * hour

  it.each([hour, 2 * hour, 25 * hour, Number.POSITIVE_INFINITY])(
    'waits an hour at most where CCM asks for %i ms, and does not give up',
    (retryAfterMs) => {
      expect(pauseAfter(retryAfterMs)).toEqual({ result: 'later', pauseMs: hour })
    },
  )

  it('gives a message to a customer up where Meta asks for longer than it is retried', () => {
    const limited = new GraphError('Send: Too many calls.', {
      reason: 'rate_limited',
      retryable: true,
      possiblyDelivered: false,
      retryAfterMs: 5 * 60_000,
    })
    const first = { attempts: 0, firstTriedAt: undefined }
    expect(retryOf(first, 'cim', { error: limited, mayRepeat: true, now: 0 })).toBeUndefined()
  })

  const error = new CcmError('CCM is away', { status: 503, retryable: true })

  it('pauses for longer after each attempt, up to a minute', () => {
    const pauses = [0, 1, 2, 3, 5, 6, 100].map(
      (attempts) =>
        retryOf({ attempts, firstTriedAt: 0 }, 'webhook', { error, mayRepeat: true, now: 0 })
          ?.pauseMs,
    )
    expect(pauses).toEqual([1000, 2000, 4000, 8000, 32_000, 60_000, 60_000])
  })

  it.each([
    ['webhook', day],
    ['notice', day],
    ['changes', day],
    ['cim', 120_000],
  ] as const)('tries a %s for %i ms from its first attempt on', (kind, patience) => {
    const firstTriedAt = 5_000_000
    const at = (now: number) =>
      retryOf({ attempts: 0, firstTriedAt }, kind, { error, mayRepeat: true, now })
    expect(at(firstTriedAt + patience - 1000)).toBeDefined()
    expect(at(firstTriedAt + patience - 999)).toBeUndefined()
    const first = { attempts: 0, firstTriedAt: undefined }
    expect(retryOf(first, kind, { error, mayRepeat: true, now: day * 30 })).toBeDefined()
  })

  it('gives up at once what would not work later', () => {
    const first = { attempts: 0, firstTriedAt: undefined }
    expect(retryOf(first, 'webhook', { error, mayRepeat: false, now: 0 })).toBeUndefined()
  })

  it('counts no attempt while nothing can be stored', () => {
    const task = { attempts: 9, firstTriedAt: 0 }
    const full = new StorageError('full')
    expect(retryOf(task, 'cim', { error: full, mayRepeat: false, now: day })).toEqual({
      result: 'later',
      pauseMs: 5000,
      untried: true,
    })
  })
})
