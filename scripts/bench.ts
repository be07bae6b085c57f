/**
 * What this package costs, beside the least that anybody would have to do for the same input: `npm run bench`,
 * with `-- --strict` to end with 1 when a goal is missed, with `-- --only text,heap` to measure only the rows that
 * have one of these words in their description, with `-- --peers` beside other libraries too, which are then
 * installed into a folder of their own. Measures `dist`, which is what users run.
 * docs/contributing/performance.md explains how.
 */
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { messengerToCim } from 'messenger-cim'
import { startCarried } from './bench/carried.ts'
import { comparisons } from './bench/comparisons.ts'
import { goals } from './bench/goals.ts'
import { measureGrowth } from './bench/growth.ts'
import { type Effort, measure, median, ratio } from './bench/measure.ts'
import { allocatedBy, retainedBy } from './bench/memory.ts'
import { measurePeers } from './bench/peers.ts'
import { turns, webhooks } from './bench/samples.ts'
import { measureStart } from './bench/start.ts'
import { gzippedSize } from './gzipped-size.ts'

const { values } = parseArgs({
  options: {
    strict: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    peers: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '15' },
    translations: { type: 'string', default: '500000' },
  },
})
const words = values.only.split(',')
const effort: Effort = { batchMs: 20, rounds: Number(values.rounds) }

const rows = {
  carried: 'webhook handler, connector, CCM client / signature, JSON.parse, one fetch',
  growth: 'an event among many / an event among 10',
  start: 'importing the root entry point / importing zod/mini',
  heap: 'kB of heap left to the collector by the translation of a text',
  retained: `MB kept after ${values.translations} translations`,
  bundle: 'kB gzipped: the root entry point with its dependencies',
} as const

console.log(`Node ${process.version}, ${cpus()[0]?.model ?? 'unknown processor'}`)
console.log(`CPU time, medians of ${effort.rounds} rounds in which all take turns`)
console.log('\n  found  goal              cost /     floor')

const payloads = turns(webhooks.text.map((body): unknown => JSON.parse(body)))
let missed = 0
await compare()
if (isWanted(rows.carried)) await carry()
if (isWanted(rows.growth)) await grow()
if (isWanted(rows.start)) start()
if (isWanted(rows.heap)) remember()
if (isWanted(rows.retained)) retain()
if (isWanted(rows.bundle)) await weigh()
if (values.peers) await comparePeers()
console.log(missed === 0 ? '\nAll goals met' : `\nGoals missed: ${missed}`)
if (values.strict && missed > 0) process.exitCode = 1

async function compare(): Promise<void> {
  const wanted = comparisons.filter(({ what }) => isWanted(what))
  const costs = await measure(
    Object.fromEntries(
      wanted.flatMap(({ subject, floor }, index) => [
        [`subject ${index}`, subject],
        [`floor ${index}`, floor],
      ]),
    ),
    effort,
  )
  for (const [index, { what, goal }] of wanted.entries()) {
    const own = costs.get(`subject ${index}`) ?? []
    const floor = costs.get(`floor ${index}`) ?? []
    show(ratio(own, floor), goal, `${micros(median(own))} / ${micros(median(floor))}  ${what}`)
  }
}

/** From its first calls to its twenty-thousandth, a text's whole way becomes cheaper by four tenths. */
async function carry(): Promise<void> {
  const { subject, floor, close } = await startCarried()
  const costs = await measure({ subject, floor }, { ...effort, batchMs: 100, warmCalls: 8000 })
  await close()
  const [own = [], least = []] = [costs.get('subject'), costs.get('floor')]
  const times = `${micros(median(own))} / ${micros(median(least))}`
  show(ratio(own, least), goals.carried, `${times}  ${rows.carried}`)
}

function translateText(): unknown {
  return messengerToCim(payloads())
}

/** What an event costs by the size of its webhook; only the largest has a goal. */
async function grow(): Promise<void> {
  for (const { events, nsPerEvent, ratio } of await measureGrowth(effort)) {
    const what = `an event among ${events} / an event among 10`
    const times = `${micros(nsPerEvent)}             `
    show(ratio, events === 1000 ? goals.growth : undefined, `${times}  ${what}`)
  }
}

function start(): void {
  const { own, floor, ratio } = measureStart(15)
  const times = `${micros(own * 1e6)} / ${micros(floor * 1e6)}`
  show(ratio, goals.start, `${times}  ${rows.start}`)
}

function remember(): void {
  show(allocatedBy(translateText) / 1000, goals.heap, rows.heap)
}

function retain(): void {
  show(retainedBy(translateText, Number(values.translations)) / 1e6, undefined, rows.retained)
}

async function weigh(): Promise<void> {
  const root = { code: "export * from 'messenger-cim'", platform: 'browser' } as const
  const bytes = await gzippedSize({ ...root, external: [] })
  show(bytes / 1000, goals.bundle, rows.bundle)
}

/** Whether `--only` asks for a row, by a word of its description; without it, every row is. */
function isWanted(what: string): boolean {
  return words.some((word) => what.includes(word))
}

/** Other libraries have no goals; they only show where this one stands. */
async function comparePeers(): Promise<void> {
  console.log('\n   read  verified   times JSON.parse, and times HMAC + JSON.parse')
  for (const { name, shape, read, verified } of await measurePeers(effort, console.log)) {
    console.log(
      `${read.toFixed(2).padStart(7)}  ${verified.toFixed(2).padStart(8)}   ${shape}: ${name}`,
    )
  }
}

/** A line of the table; a goal that is missed counts. */
function show(found: number, goal: number | undefined, what: string): void {
  const isMet = goal === undefined || found <= goal
  if (!isMet) missed += 1
  const verdict = goal === undefined ? '' : `${goal.toFixed(1)} ${isMet ? 'met' : 'MISSED'}`
  console.log(`${found.toFixed(2).padStart(7)}  ${verdict.padEnd(11)}  ${what}`)
}

function micros(ns: number): string {
  return `${(ns / 1000).toFixed(2).padStart(7)} µs`
}
