import type { MessengerAttachment } from '../../messenger/attachment.ts'
import { toMilliseconds } from '../../messenger/timestamp.ts'
import { type Part, part } from '../part.ts'

/**
 * An appointment, in words: `Appointment confirmed: 2026-11-30 14:00 – 14:30 (Asia/Karachi)`.
 * @see https://developers.facebook.com/docs/messenger-platform/reference/webhook-events/messages
 */
export function appointmentBooking({ payload }: MessengerAttachment): Part | undefined {
  if (!payload) return undefined
  const zone = validZone(payload.timezone)
  const start = clock(payload.start_time, zone)
  const end = clock(payload.end_time, zone)
  if (!payload.status && !start && !end) return undefined
  const status = ['Appointment', payload.status].filter(Boolean).join(' ')
  const times = [start, isSameDay(start, end) ? end?.time : end]
    .map((moment) => (typeof moment === 'object' ? `${moment.day} ${moment.time}` : moment))
    .filter(Boolean)
  const when = times.length > 0 ? `: ${times.join(' – ')} (${zone})` : ''
  return part({ type: 'PLAIN', markdownText: status + when })
}

type Moment = { day: string; time: string }

/** Day and time of a moment (seconds since 1970) in a zone, written the same in every locale. */
function clock(value: number | string | null | undefined, timeZone: string): Moment | undefined {
  const moment = toMilliseconds(value)
  if (moment === undefined || Number.isNaN(new Date(moment).getTime())) return undefined
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  const parts = new Map(format.formatToParts(moment).map(({ type, value }) => [type, value]))
  return {
    day: `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}`,
    time: `${parts.get('hour')}:${parts.get('minute')}`,
  }
}

function isSameDay(start: Moment | undefined, end: Moment | undefined): boolean {
  return start?.day === end?.day
}

/** The zone if the runtime knows it, else UTC. */
function validZone(zone: string | null | undefined): string {
  if (!zone) return 'UTC'
  try {
    return new Intl.DateTimeFormat('en-GB', { timeZone: zone }).resolvedOptions().timeZone && zone
  } catch {
    return 'UTC'
  }
}
