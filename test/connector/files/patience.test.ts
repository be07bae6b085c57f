import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { withPatience } from '../../../src/connector/files/patience.ts'
import { CcmError } from '../../../src/errors.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'performance'] })
})
afterEach(() => {
  vi.useRealTimers()
})

describe('withPatience', () => {
  const down = new Error('down')

  it('tries once where there is no time', async () => {
    const attempt = vi.fn(() => Promise.reject(down))
    await expect(withPatience(attempt, { retryForMs: 0, mayPass: () => true })).rejects.toBe(down)
    expect(attempt).toHaveBeenCalledTimes(1)
  })

  it('tries once what does not pass', async () => {
    const attempt = vi.fn(() => Promise.reject(down))
    const patience = { retryForMs: 20_000, mayPass: () => false }
    await expect(withPatience(attempt, patience)).rejects.toBe(down)
    expect(attempt).toHaveBeenCalledTimes(1)
  })

  it.each([
    [3000, 3000],
    [100, 250],
    [60_000, 20_000],
  ])('waits %i ms where the service asks to: for %i ms', async (retryAfterMs, waitMs) => {
    const busy = new CcmError('busy', { status: 503, retryable: true, retryAfterMs })
    const start = performance.now()
    const times: number[] = []
    const stored = withPatience(
      async () => {
        times.push(performance.now() - start)
        if (times.length === 1) throw busy
        return 'stored'
      },
      { retryForMs: 20_000, mayPass: () => true },
    )
    await vi.runAllTimersAsync()
    expect(await stored).toBe('stored')
    expect(times).toEqual([0, waitMs])
  })

  it('gives what it gets in the end', async () => {
    const attempt = vi.fn().mockRejectedValueOnce(down).mockResolvedValueOnce('stored')
    const stored = withPatience(attempt, { retryForMs: 20_000, mayPass: () => true })
    await vi.runAllTimersAsync()
    expect(await stored).toBe('stored')
  })
})
