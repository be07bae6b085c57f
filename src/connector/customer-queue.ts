import type { Parties } from '../inbound/parties.ts'

/** Work in order per customer, different customers side by side. */
export type CustomerQueue = {
  /** Runs `task` once everything that was given for this customer before has ended, in success or not. */
  run<T>(customer: string, task: () => Promise<T>): Promise<T>
  /** Resolves when what was given for this customer up to now has ended. */
  settled(customer: string): Promise<void>
}

/** An empty queue; it keeps nothing of customers who have no work. */
export function createCustomerQueue(): CustomerQueue {
  const tails = new Map<string, Promise<void>>()

  return {
    run(customer, task) {
      const result = (tails.get(customer) ?? Promise.resolve()).then(task)
      const tail = result.then(ended, ended)
      function ended(): void {
        if (tails.get(customer) === tail) tails.delete(customer)
      }
      tails.set(customer, tail)
      return result
    },
    settled: async (customer) => tails.get(customer),
  }
}

/** What a customer's work is queued under, in both directions. */
export function customerKey({ pageId, psid }: Parties): string {
  return `${pageId} ${psid}`
}
