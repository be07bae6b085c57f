/**
 * Whether less than `ms` have passed since a time. A clock that was set back would make them last longer, so then they
 * count as passed.
 */
export function isWithin(ms: number, since: number, now = Date.now()): boolean {
  const passed = now - since
  return passed >= 0 && passed < ms
}
