/** `npm run size`: what the entry points weigh in a bundle, minified and gzipped, against their budgets. */
import { type Bundle, gzippedSize } from './gzipped-size.ts'
import { build, manifest } from './project.ts'

type Budget = Bundle & {
  what: string
  /** In kB of 1000 bytes. */
  max: number
  /** What was aimed at and is not reached, in kB; docs/contributing/checks.md says why. */
  aim?: number
}

const dependencies = Object.keys(manifest.dependencies)

const budgets: readonly Budget[] = [
  {
    what: 'root entry point with its dependencies',
    code: "export * from 'messenger-cim'",
    platform: 'browser',
    external: [],
    max: 56,
    aim: 52,
  },
  {
    what: 'root entry point without them',
    code: "export * from 'messenger-cim'",
    platform: 'browser',
    external: dependencies,
    max: 39,
    aim: 34,
  },
  {
    what: 'messengerToCim alone, with dependencies',
    code: "export { messengerToCim } from 'messenger-cim'",
    platform: 'browser',
    external: [],
    max: 36,
  },
  {
    what: 'cimToMessenger alone, with dependencies',
    code: "export { cimToMessenger } from 'messenger-cim'",
    platform: 'browser',
    external: [],
    max: 42,
  },
  {
    what: 'verifySignature alone',
    code: "export { verifySignature } from 'messenger-cim/webhook'",
    platform: 'node',
    external: dependencies,
    max: 2,
  },
]

build()
for (const { what, max, aim, ...options } of budgets) {
  const size = await gzippedSize(options)
  const isWithin = size <= max * 1000
  const verdict = `${(size / 1000).toFixed(2).padStart(6)} kB of ${String(max).padStart(2)} kB`
  const missed = aim === undefined ? '' : ` (aimed at ${aim} kB)`
  console.log(`${verdict}  ${isWithin ? 'ok' : 'TOO LARGE'}  ${what}${missed}`)
  if (!isWithin) process.exitCode = 1
}
