/** A moment for people, in UTC: `2026-11-22 21:20:00 UTC`. */
export function momentInWords(ms: number): string {
  return new Date(ms)
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z$/, ' UTC')
}
