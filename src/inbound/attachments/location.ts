import type { MessengerAttachment } from '../../messenger/attachment.ts'
import { type Part, part } from '../part.ts'
import { addressOf } from './address.ts'
import { link } from './link.ts'

/** A place; Meta calls longitude `long`. Without coordinates it becomes a link to a map, if there is one. */
export function location(attachment: MessengerAttachment): Part | undefined {
  const coordinates = attachment.payload?.coordinates
  const latitude = degrees(coordinates?.lat, 90)
  const longitude = degrees(coordinates?.long, 180)
  const url = addressOf(attachment)
  if (latitude === undefined || longitude === undefined) return url ? link(attachment) : undefined
  const name = attachment.title || attachment.payload?.title || ''
  return part({
    type: 'LOCATION',
    location: { latitude, longitude },
    additionalDetails: { name, address: '', url: url ?? '' },
  })
}

function degrees(value: number | string | null | undefined, most: number): number | undefined {
  const number = /\d/.test(String(value)) ? Number(value) : Number.NaN
  return Math.abs(number) <= most ? number : undefined
}
