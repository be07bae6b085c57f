/**
 * What a translation costs, beside the least that anybody would have to do for the same input:
 * `npm run bench`, or `npm run bench -- --strict` to fail when a goal is missed. Measures `dist`, which
 * is what users run, with schemas compiled as in the example hosts. docs/performance.md explains the numbers.
 */
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { messengerToCim } from 'messenger-cim'
import { globalConfig } from 'zod/v4/core'
import { comparisons, parts } from './bench/comparisons.ts'
import { goals } from './bench/goals.ts'
import { measureGrowth } from './bench/growth.ts'
import { type Effort, measure, median, ratio } from './bench/measure.ts'
import { allocatedBy, retainedBy } from './bench/memory.ts'
import { webhooks } from './bench/samples.ts'

const { values } = parseArgs({
  options: {
    strict: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '25' },
    translations: { type: 'string', default: '1000000' },
  },
})
const effort: Effort = { batchMs: 20, rounds: Number(values.rounds) }

console.log(`Node ${process.version}, ${cpus()[0]?.model ?? 'unknown processor'}`)
console.log(`Schemas ${globalConfig.postProcessor ? 'compiled by zod/compile' : 'interpreted'}`)
console.log(`CPU time, medians of ${effort.rounds} rounds in which all take turns`)

const found = [...compare(), ...grow()]
showParts()
showMemory()
const missed = found.filter((isMet) => !isMet).length
console.log(`\n${missed} of ${found.length} goals missed`)
if (values.strict && missed > 0) process.exitCode = 1

/** Every comparison, and whether its goal is met. */
function compare(): boolean[] {
  const costs = measure(
    Object.fromEntries(
      comparisons.flatMap(({ subject, floor }, index) => [
        [`subject ${index}`, subject],
        [`floor ${index}`, floor],
      ]),
    ),
    effort,
  )
  console.log('\n ratio  goal            cost /    floor')
  return comparisons.flatMap(({ what, goal }, index) => {
    const own = costs.get(`subject ${index}`) ?? []
    const floor = costs.get(`floor ${index}`) ?? []
    const times = `${micros(median(own))} / ${micros(median(floor))}`
    return show(ratio(own, floor), goal, `${times}  ${what}`)
  })
}

/** What an event costs by the size of its webhook; only the largest has a goal. */
function grow(): boolean[] {
  console.log('\n ratio  goal           event')
  return measureGrowth(effort).flatMap(({ events, nsPerEvent, ratio }) => {
    const what = `${micros(nsPerEvent)}  in a webhook of ${events}`
    return show(ratio, events === 1000 ? goals.growth : undefined, what)
  })
}

function showParts(): void {
  console.log('\nIn parts')
  for (const [what, costs] of measure(parts, effort))
    console.log(`${micros(median(costs))}  ${what}`)
}

function showMemory(): void {
  console.log('\nMemory, JSON.parse included')
  const subjects = Object.entries(webhooks).map(([name, body]) => {
    const subject = () => messengerToCim(JSON.parse(body))
    return { name, subject, kilobytes: allocatedBy(subject) / 1000 }
  })
  for (const { name, kilobytes } of subjects) {
    console.log(`${kilobytes.toFixed(1).padStart(6)} kB left to the collector: ${name}`)
  }
  const calls = Math.ceil(Number(values.translations) / subjects.length)
  const retained = retainedBy(() => subjects.map(({ subject }) => subject()), calls)
  const total = calls * subjects.length
  console.log(`${(retained / 1e6).toFixed(2).padStart(6)} MB kept after ${total} translations`)
}

/** A line of the table, and whether the goal is met, where there is one. */
function show(found: number, goal: number | undefined, what: string): boolean[] {
  const isMet = goal === undefined || found <= goal
  const told = goal === undefined ? '' : `${goal.toFixed(1)} ${isMet ? 'met' : 'MISSED'}`
  console.log(`${found.toFixed(2).padStart(6)}  ${told.padEnd(10)}  ${what}`)
  return goal === undefined ? [] : [isMet]
}

function micros(ns: number): string {
  return `${(ns / 1000).toFixed(2).padStart(6)} µs`
}
