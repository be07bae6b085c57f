import { crashTests } from './crash-tests.ts'
import { deadLetterTests } from './dead-letter-tests.ts'
import { laneTests } from './lane-tests.ts'
import type { OpenQueue } from './opened-queue.ts'
import { outcomeTests } from './outcome-tests.ts'
import { findRegistrar, type Registrar } from './registrar.ts'

/**
 * Registers the tests that every task queue of a host has to pass. Call it at the top of a test file, in vitest,
 * node:test, or a runner with global `describe` and `it`.
 *
 * @param open opens the queue of a name, the same one for the same name
 * @param registrar `{ describe, it }` of your runner, if they are not found
 */
export function testTaskQueue(open: OpenQueue, registrar: Registrar = findRegistrar()): void {
  registrar.describe('the contract of task queues', () => {
    laneTests(registrar, open)
    outcomeTests(registrar, open)
    deadLetterTests(registrar, open)
    crashTests(registrar, open)
  })
}
