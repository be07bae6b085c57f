import type { BodyOf } from '../../cim/body.ts'
import { textAt } from '../open.ts'
import type { Rendering, Sending } from '../rendering.ts'
import { joinTexts, showText, textMessages } from '../text.ts'

/**
 * LOCATION: name, address and a link that opens a map, as a text; Messenger cannot send a pin.
 * @see https://developers.google.com/maps/documentation/urls/get-started#search-action
 */
export function location(body: BodyOf<'LOCATION'>, sending: Sending): Rendering {
  const { location, additionalDetails, markdownText } = body
  const latitude = decimal(location.latitude)
  const longitude = decimal(location.longitude)
  const { text, adjustments } = showText(markdownText, sending)
  const name = textAt(additionalDetails, 'name')
  const address = textAt(additionalDetails, 'address')
  const url = textAt(additionalDetails, 'url')
  const map = `https://www.google.com/maps/search/?api=1&query=${latitude},${longitude}`
  const isMap = url.includes(latitude) && url.includes(longitude)
  const lines = [text.trim(), name, address, url, isMap ? '' : map]
  return textMessages({ text: joinTexts([...new Set(lines)], '\n'), adjustments })
}

/** Degrees without an exponent, to less than a centimetre. */
function decimal(degrees: number): string {
  return degrees.toFixed(8).replace(/\.?0+$/, '')
}
