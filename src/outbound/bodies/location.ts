import type { BodyOf } from '../../cim/body.ts'
import { invalid } from '../invalid.ts'
import { textAt } from '../open.ts'
import type { Rendering, Sending } from '../rendering.ts'
import { fieldReader, joinTexts, textMessages } from '../text.ts'
import { sendable } from '../web-address.ts'

/**
 * LOCATION: name, address and a link that opens a map, as a text; Messenger cannot send a pin.
 * @see https://developers.google.com/maps/documentation/urls/get-started#search-action
 */
export function location(body: BodyOf<'LOCATION'>, sending: Sending): Rendering {
  const { location, additionalDetails, markdownText } = body
  const latitude = decimal(location.latitude, 90, 'latitude')
  const longitude = decimal(location.longitude, 180, 'longitude')
  const { show, adjustments } = fieldReader(sending)
  const text = show(markdownText)
  const name = show(textAt(additionalDetails, 'name'))
  const address = show(textAt(additionalDetails, 'address'))
  const url = sendable(textAt(additionalDetails, 'url'), ['body', 'additionalDetails', 'url'])
  const map = `https://www.google.com/maps/search/?api=1&query=${latitude},${longitude}`
  const lines = [text.trim(), name, address, url, isAt(url, latitude, longitude) ? '' : map]
  return textMessages({ text: joinTexts([...new Set(lines)], '\n'), adjustments: adjustments() })
}

/** Degrees as a decimal without an exponent, precise to less than a centimetre. */
function decimal(degrees: number, most: number, name: 'latitude' | 'longitude'): string {
  if (Math.abs(degrees) > most) {
    throw invalid(['body', 'location', name], `expected a number from -${most} to ${most}`)
  }
  return degrees
    .toFixed(8)
    .replace(/\.?0+$/, '')
    .replace(/^-0$/, '0')
}

/** Whether an address holds exactly these two numbers, side by side. */
function isAt(url: string, latitude: string, longitude: string): boolean {
  const pair = `${latitude}(?:,|%2C)${longitude}`.replaceAll('.', '\\.')
  return new RegExp(`(?<![\\d.-])${pair}(?!\\.?\\d)`, 'i').test(url)
}
