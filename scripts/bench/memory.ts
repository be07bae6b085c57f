import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { median, type Subject } from './measure.ts'

/** So few calls that the young generation holds all they allocate, so that nothing is collected yet. */
const callsPerSample = 500
const samples = 15

/** What one call leaves to the collector, its result included, in bytes of JavaScript's heap. */
export function allocatedBy(subject: Subject): number {
  repeat(subject, callsPerSample * samples)
  return (
    median(Array.from({ length: samples }, () => grownBy(() => repeat(subject, callsPerSample)))) /
    callsPerSample
  )
}

/** What so many calls leave on the heap for good, in bytes: noise around 0, or else a leak. */
export function retainedBy(subject: Subject, calls: number): number {
  repeat(subject, callsPerSample)
  return grownBy(() => {
    repeat(subject, calls)
    collect()
  })
}

/** By how much the heap is larger after `work`, in bytes. */
function grownBy(work: () => void): number {
  collect()
  const before = process.memoryUsage().heapUsed
  work()
  return process.memoryUsage().heapUsed - before
}

function repeat(subject: Subject, calls: number): void {
  for (let call = 0; call < calls; call += 1) subject()
}

const collect = collector()

/** The collector as a function, without a flag on the command line. */
function collector(): () => void {
  setFlagsFromString('--expose-gc')
  return runInNewContext('gc')
}
