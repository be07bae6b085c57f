import { isObject, type ParsedWebhook, wordFor } from './reading.ts'
import type { SkipReason } from './skipped.ts'

/** Skips each event of a webhook for another object, or each entry without events, with the same reason. */
export function skipEach(
  entries: readonly unknown[],
  reason: SkipReason,
  detail: string,
  { skipped }: ParsedWebhook,
): void {
  const raws = entries.flatMap((value): unknown[] => {
    if (!isObject(value)) return [value]
    const events = [value.messaging, value.standby, value.changes].filter(Array.isArray).flat()
    return events.length > 0 ? events : [value]
  })
  for (const raw of raws) skipped.push({ reason, kind: wordFor(raw), detail, raw })
}
