import * as nodeTest from 'node:test'

/** The functions that register tests: `describe` and `it` of vitest, node:test, Jest or Mocha. */
export type Registrar = {
  /** Groups tests under a name. */
  describe(name: string, tests: () => void): unknown
  /** Registers a test. */
  it(name: string, test: () => Promise<void>): unknown
}

/** The global under which vitest keeps its exports for code that it does not transform, such as this package. */
const vitestKey = '__vitest_index__'

/**
 * Finds out which runner runs this file: one with global functions (Jest, Mocha, Bun, vitest with `globals`),
 * vitest without them, else node:test.
 */
export function findRegistrar(): Registrar {
  const places: unknown[] = [globalThis, Reflect.get(globalThis, vitestKey)]
  return places.find(isRegistrar) ?? nodeTest
}

function isRegistrar(value: unknown): value is Registrar {
  if (typeof value !== 'object' || value === null) return false
  return ['describe', 'it'].every((key) => typeof Reflect.get(value, key) === 'function')
}
