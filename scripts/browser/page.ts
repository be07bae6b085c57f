/** Runs in the browser: translates the fixtures that the page holds and writes the outcome into it. */
import { cimToMessenger, isMessengerCimError, messengerToCim } from 'messenger-cim'
import * as inbound from '../../test/inbound/fixture-context.ts'
import * as outbound from '../../test/outbound/fixture-context.ts'
import type { BrowserFixture, BrowserReport } from './fixture.ts'

declare global {
  /** Put there by the page itself. */
  var fixtures: readonly BrowserFixture[]
}

const different = globalThis.fixtures.flatMap((fixture) => {
  const found = translate(fixture)
  const isSame = JSON.stringify(found) === JSON.stringify(fixture.expected)
  return isSame ? [] : [{ name: fixture.name, found, expected: fixture.expected }]
})
const report: BrowserReport = {
  userAgent: navigator.userAgent,
  translated: globalThis.fixtures.length,
  different,
}
document.body.textContent = JSON.stringify(report)

/** In the order of the keys of `expected`. */
function translate(fixture: BrowserFixture): BrowserFixture['expected'] {
  try {
    if (fixture.direction === 'inbound') {
      const context = inbound.contextOf(fixture.context)
      const { messages, skipped } = messengerToCim(fixture.input, context)
      return { translated: messages, notes: skipped.map(({ raw, ...rest }) => rest), error: null }
    }
    const context = outbound.contextOf(fixture.context)
    const { requests, adjustments } = cimToMessenger(fixture.input, context)
    return { translated: requests, notes: adjustments, error: null }
  } catch (error) {
    const name = isMessengerCimError(error) ? error.name : String(error)
    return { translated: [], notes: [], error: name }
  }
}
