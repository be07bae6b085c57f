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
  const [day, ...start] = clock(payload.start_time, zone)
  const end = clock(payload.end_time, zone)
  const times = [[day, ...start], end[0] === day ? end.slice(1) : end]
    .map((moment) => moment.join(' '))
    .filter(Boolean)
  if (!payload.status && times.length === 0) return undefined
  const status = ['Appointment', payload.status].filter(Boolean).join(' ')
  const when = times.length > 0 ? `: ${times.join(' – ')} (${zone})` : ''
  return part({ type: 'PLAIN', markdownText: status + when })
}

/** Day and time of a moment (seconds since 1970) in a zone, as ISO 8601 writes them; empty without a valid time. */
function clock(value: number | string | null | undefined, timeZone: string): string[] {
  const moment = toMilliseconds(value)
  if (moment === undefined) return []
  const format = new Intl.DateTimeFormat(locale, {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'short',
  })
  const [day, month, year, time = ''] = format.format(moment).split(/\/|, /)
  return [`${year}-${month}-${day}`, time]
}

/** Writes `30/11/2026, 14:00`. */
const locale = 'en-GB'

/** The zone if the runtime knows it, else UTC. */
function validZone(zone: string | null | undefined): string {
  const timeZone = zone ?? ''
  try {
    Intl.DateTimeFormat(locale, { timeZone })
    return timeZone
  } catch {
    return 'UTC'
  }
}
