/**
 * Something whose cost is measured; it returns what it made, so that no engine can leave it out. One that
 * returns a promise is waited for.
 */
export type Subject = () => unknown

/**
 * How long and how often: ms of CPU per batch, batches per subject. `warmCalls` for subjects that run through so much
 * code that the engine needs as many calls, twice, until it has compiled all of it.
 */
export type Effort = { batchMs: number; rounds: number; warmCalls?: number }

/** What one call of a subject costs in each round, in ns of CPU time. */
export type Costs = readonly number[]

/**
 * What one call of each subject costs, in ns of CPU time of the whole process (the collector's and the
 * compiler's threads count, other processes do not), round by round. The subjects take turns in short
 * batches, so that whatever disturbs the machine disturbs all of them alike.
 */
export async function measure<K extends string>(
  subjects: Readonly<Record<K, Subject>>,
  { batchMs, rounds, warmCalls = 0 }: Effort,
): Promise<ReadonlyMap<K, Costs>> {
  const names = keysOf(subjects)
  // Twice: warming up one subject can slow down code that it shares with another.
  for (const name of [...names, ...names]) await warmUp(subjects[name], warmCalls)
  const runners: { name: K; calls: number; costs: number[] }[] = []
  for (const name of names) {
    runners.push({ name, calls: await callsIn(batchMs, subjects[name]), costs: [] })
  }
  for (let round = 0; round < rounds; round += 1) {
    for (const { name, calls, costs } of runners) {
      costs.push(((await costOf(subjects[name], calls)) * 1e6) / calls)
    }
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
export function ratio(costs: Costs, floor: Costs): number {
  return median(costs.map((cost, round) => cost / (floor[round] ?? Number.NaN)))
}

/** CPU time of this process, all its threads, in ms. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** So much, in ms and in calls, that the engine's last compiler has had its turn. */
const warm = { ms: 200, calls: 10_000 } as const

async function warmUp(subject: Subject, atLeast: number): Promise<void> {
  const calls = Math.max(atLeast, Math.min(warm.calls, await callsIn(warm.ms, subject)))
  for (let ms = 0, called = 0; ms < warm.ms || called < calls; called += calls) {
    ms += await costOf(subject, calls)
  }
}

/** How many calls take about `ms`. The least of several tries: a hiccup would make it far too few. */
async function callsIn(ms: number, subject: Subject): Promise<number> {
  for (let calls = 1; ; calls *= 2) {
    const tries: number[] = []
    for (let nth = 0; nth < 5; nth += 1) tries.push(await costOf(subject, calls))
    const least = Math.min(...tries)
    if (least >= ms / 8) return Math.max(1, Math.round((calls * ms) / least))
  }
}

/** What `calls` calls cost together, in ms. */
async function costOf(subject: Subject, calls: number): Promise<number> {
  const before = cpuMs()
  for (let call = 0; call < calls; call += 1) {
    last.made = subject()
    if (last.made instanceof Promise) last.made = await last.made
  }
  return cpuMs() - before
}

/** What was made last. */
const last: { made: unknown } = { made: undefined }

function keysOf<K extends string>(record: Readonly<Record<K, unknown>>): K[] {
  const keys: K[] = []
  for (const key in record) keys.push(key)
  return keys
}
