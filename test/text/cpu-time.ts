/**
 * How long a call keeps the processor busy, in ms. Unlike the time on the wall it does not depend on what
 * else runs, so that a generous bound distinguishes a slow algorithm from a busy machine.
 */
export function cpuTimeOf(run: () => unknown): number {
  const before = process.cpuUsage()
  run()
  return process.cpuUsage(before).user / 1000
}
