import { describe, expect, it } from 'vitest'
import { createCustomerQueue } from '../../src/connector/customer-queue.ts'
import { createLimiter } from '../../src/connector/limiter.ts'

/** A promise and what settles it. */
function gate() {
  let open = () => {}
  const promise = new Promise<void>((resolve) => {
    open = resolve
  })
  return { promise, open: () => open() }
}

describe('createCustomerQueue', () => {
  it("runs one customer's work in order and another's beside it", async () => {
    const queue = createCustomerQueue()
    const first = gate()
    const done: string[] = []
    const a1 = queue.run('a', async () => {
      await first.promise
      done.push('a1')
    })
    const a2 = queue.run('a', async () => void done.push('a2'))
    await queue.run('b', async () => void done.push('b1'))
    expect(done).toEqual(['b1'])
    first.open()
    await Promise.all([a1, a2])
    expect(done).toEqual(['b1', 'a1', 'a2'])
  })

  it('gives back what a task gives, and goes on after one that fails', async () => {
    const queue = createCustomerQueue()
    const failing = queue.run('a', () => Promise.reject(new Error('no')))
    const next = queue.run('a', async () => 7)
    await expect(failing).rejects.toThrow('no')
    expect(await next).toBe(7)
  })

  it('resolves when the work given so far has ended, without waiting for later work', async () => {
    const queue = createCustomerQueue()
    const first = gate()
    const second = gate()
    queue.run('a', () => first.promise)
    const settled = queue.settled('a')
    queue.run('a', () => second.promise)
    first.open()
    await settled
    await queue.settled('nobody')
    second.open()
  })
})

describe('createLimiter', () => {
  it('runs at most so many at a time, the others in order, also when some fail', async () => {
    const limit = createLimiter(2)
    const gates = Array.from({ length: 5 }, gate)
    const started: number[] = []
    const runs = gates.map(({ promise }, index) =>
      limit(async () => {
        started.push(index)
        await promise
        if (index === 0) throw new Error('no')
      }),
    )
    const results = Promise.allSettled(runs)
    await Promise.resolve()
    expect(started).toEqual([0, 1])
    gates[0]?.open()
    await expect(runs[0]).rejects.toThrow('no')
    expect(started).toEqual([0, 1, 2])
    for (const { open } of gates) open()
    await results
    expect(started).toEqual([0, 1, 2, 3, 4])
    expect(await limit(async () => 'free again')).toBe('free again')
  })
})
