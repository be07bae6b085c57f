import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { withPatience } from '../../../src/connector/files/patience.ts'

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

  it('gives what it gets in the end', async () => {
    const attempt = vi.fn().mockRejectedValueOnce(down).mockResolvedValueOnce('stored')
    const stored = withPatience(attempt, { retryForMs: 20_000, mayPass: () => true })
    await vi.runAllTimersAsync()
    expect(await stored).toBe('stored')
  })
})
