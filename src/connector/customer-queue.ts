import type { Parties } from '../inbound/parties.ts'

/** Runs the work of each customer in order, and different customers in parallel. */
export type CustomerQueue = {
  /** Runs `task` once all earlier tasks of this customer have ended, successfully or not. */
  run<T>(customer: string, task: () => Promise<T>): Promise<T>
  /** Resolves when all tasks that this customer has now have ended. */
  settled(customer: string): Promise<void>
}

/** Creates an empty queue. It keeps nothing about customers without work. */
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

/** The key under which a customer's work is queued, in both directions. */
export function customerKey({ pageId, psid }: Parties): string {
  return `${pageId} ${psid}`
}
