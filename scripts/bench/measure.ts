import { Bench } from 'tinybench'

/** Something whose cost is measured; it returns what it made, so that no engine can leave it out. */
export type Subject = () => unknown

/** How long and how often: ms of CPU per batch, batches per subject. */
export type Effort = { batchMs: number; rounds: number }

/**
 * What one call of each subject costs, in ns of CPU time of the whole process (the collector's and the
 * compiler's threads count, other processes do not), round by round. The subjects take turns in short
 * batches, so that whatever disturbs the machine disturbs all of them alike.
 */
export function measure<K extends string>(
  subjects: Readonly<Record<K, Subject>>,
  { batchMs, rounds }: Effort,
): ReadonlyMap<K, readonly number[]> {
  const names = keysOf(subjects)
  // Twice: warming up one subject can slow down code that it shares with another.
  for (const name of [...names, ...names]) warmUp(subjects[name])
  const bench = new Bench({ time: 0, iterations: 1, warmup: false, now: cpuMs, throws: true })
  const runners = names.map((name) => {
    const subject = subjects[name]
    const calls = callsIn(batchMs, subject)
    bench.add(name, () => repeat(subject, calls))
    return { name, calls, costs: [] as number[] }
  })
  for (let round = 0; round < rounds; round += 1) {
    bench.runSync()
    for (const { name, calls, costs } of runners) costs.push((msOf(bench, name) * 1e6) / calls)
    bench.reset()
  }
  return new Map(runners.map(({ name, costs }) => [name, costs]))
}

/** The middle of some numbers. */
export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  const middle = sorted.length / 2
  const [low = Number.NaN, high = low] = sorted.slice(Math.ceil(middle) - 1, Math.floor(middle) + 1)
  return (low + high) / 2
}

/** The median of what `costs` are to `floor` in each round. */
export function ratio(costs: readonly number[], floor: readonly number[]): number {
  return median(costs.map((cost, round) => cost / (floor[round] ?? Number.NaN)))
}

/** So much, in ms and in calls, that the engine's last compiler has had its turn. */
const warm = { ms: 200, calls: 10_000 } as const

function warmUp(subject: Subject): void {
  const calls = Math.min(warm.calls, callsIn(warm.ms, subject))
  for (let ms = 0, called = 0; ms < warm.ms || called < calls; called += calls) {
    ms += costOf(subject, calls)
  }
}

/** How many calls take about `ms`. The least of several tries: a hiccup would make it far too few. */
function callsIn(ms: number, subject: Subject): number {
  for (let calls = 1; ; calls *= 2) {
    const least = Math.min(...Array.from({ length: 5 }, () => costOf(subject, calls)))
    if (least >= ms / 8) return Math.max(1, Math.round((calls * ms) / least))
  }
}

/** What `calls` calls cost together, in ms. */
function costOf(subject: Subject, calls: number): number {
  const before = cpuMs()
  repeat(subject, calls)
  return cpuMs() - before
}

function repeat(subject: Subject, calls: number): void {
  for (let call = 0; call < calls; call += 1) last.made = subject()
}

/** What was made last. */
const last: { made: unknown } = { made: undefined }

/** CPU time of this process, all its threads, in ms. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** What the batch of a task cost in this round, in ms. */
function msOf(bench: Bench, name: string): number {
  const result = bench.getTask(name)?.result
  if (result?.state !== 'completed') throw new Error(`${name} was not measured: ${result?.state}`)
  return result.latency.mean
}

function keysOf<K extends string>(record: Readonly<Record<K, unknown>>): K[] {
  const keys: K[] = []
  for (const key in record) keys.push(key)
  return keys
}
