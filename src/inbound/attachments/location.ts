import type { MessengerAttachment } from '../../messenger/attachment.ts'
import { type Part, part } from '../part.ts'
import { addressOf } from './address.ts'

/** A place; Meta calls longitude `long`. */
export function location(attachment: MessengerAttachment): Part | undefined {
  const coordinates = attachment.payload?.coordinates
  const latitude = degrees(coordinates?.lat)
  const longitude = degrees(coordinates?.long)
  if (latitude === undefined || longitude === undefined) return undefined
  const name = attachment.title || attachment.payload?.title || ''
  return part({
    type: 'LOCATION',
    location: { latitude, longitude },
    additionalDetails: { name, address: '', url: addressOf(attachment) ?? '' },
  })
}

function degrees(value: number | string | null | undefined): number | undefined {
  if (value === undefined || value === null || !/\d/.test(String(value))) return undefined
  const number = Number(value)
  return Number.isFinite(number) ? number : undefined
}
