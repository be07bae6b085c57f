import type { BodyOf } from '../../cim/body.ts'
import { findLinks } from '../../text/links.ts'
import { required } from '../invalid.ts'
import type { Rendering, Sending } from '../rendering.ts'
import { joinTexts, showText, textMessages } from '../text.ts'
import { sendable, webAddress, writtenAddress } from '../web-address.ts'

/** URL: its text, and the link on a line of its own unless the text already holds it. */
export function url(body: BodyOf<'URL'>, sending: Sending): Rendering {
  const { text, adjustments } = showText(body.markdownText, sending)
  const link = linkOf(body)
  if (link !== '' && holds(text, link)) return textMessages({ text, adjustments })
  sendable(webAddress(link) ?? link, ['body', 'mediaUrl'])
  const whole = joinTexts([text, link], '\n')
  return textMessages({ text: required(whole, ['body', 'mediaUrl']), adjustments })
}

/** The link as written. One with white space is encoded, because it would seem to end there. */
function linkOf({ mediaUrl, mediaURL }: BodyOf<'URL'>): string {
  const link = mediaUrl?.trim() || mediaURL?.trim() || ''
  return /\s/.test(link) ? (webAddress(link) ?? link) : link
}

/** Whether the text holds the link as one of its links or words; within a longer one it does not count. */
function holds(text: string, link: string): boolean {
  const address = canonical(link)
  return (
    text.split(/\s+/).includes(link) ||
    findLinks(text).some(({ text: written, href }) => {
      return written === link || canonical(href) === address
    })
  )
}

function canonical(link: string): string {
  const address = writtenAddress(link)
  return address === undefined ? link : new URL(address).href
}
