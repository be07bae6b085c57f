/**
 * Holds the properties of both translations against mutated fixtures for as long as asked:
 * `npm run fuzz -- --seconds 60`. A failure prints the input, shrunk, and the seed that repeats it.
 */
import { parseArgs } from 'node:util'
import fc from 'fast-check'
import { inboundProperties } from '../test/inbound/properties.ts'
import { outboundProperties } from '../test/outbound/properties.ts'

const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '60' }, seed: { type: 'string' } },
})
const properties = [...Object.entries(inboundProperties), ...Object.entries(outboundProperties)]
const share = (Number(values.seconds) * 1000) / properties.length
const seed = values.seed === undefined ? {} : { seed: Number(values.seed) }

for (const [name, property] of properties) {
  const outcome = await fc.check(property, {
    ...seed,
    numRuns: Number.MAX_SAFE_INTEGER,
    interruptAfterTimeLimit: share,
    markInterruptAsFailure: false,
  })
  const verdict = outcome.failed ? 'failed' : 'held  '
  console.log(`${verdict}  ${outcome.numRuns} runs  seed ${outcome.seed}  ${name}`)
  if (!outcome.failed) continue
  console.log(fc.defaultReportMessage(outcome))
  process.exitCode = 1
}
