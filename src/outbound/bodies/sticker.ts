import type { BodyOf } from '../../cim/body.ts'
import { required } from '../invalid.ts'
import { mediumMessage } from '../medium.ts'
import { adjusted, inOrder, messages, type Rendering, type Sending } from '../rendering.ts'
import { showText, textMessages } from '../text.ts'

/** STICKER: Meta's sticker by its number, else the sticker's picture; then its text. */
export function sticker(body: BodyOf<'STICKER'>, sending: Sending): Rendering {
  const text = textMessages(showText(body.markdownText, sending))
  const id = body.stickerId?.trim() ?? ''
  const isOfMeta = /^[1-9]\d*$/.test(id)
  const shown = isOfMeta ? messages([{ sticker_id: stickerId(id) }]) : picture(body, sending)
  return inOrder(shown, text)
}

/** Meta takes a number, or a string of digits for numbers that a double cannot hold. */
function stickerId(digits: string): number | string {
  const number = Number(digits)
  return Number.isSafeInteger(number) ? number : digits
}

function picture({ mediaUrl, additionalDetails }: BodyOf<'STICKER'>, sending: Sending): Rendering {
  const path = ['body']
  const attachment = { mediaUrl: required(mediaUrl, [...path, 'mediaUrl']) }
  const detail = 'the sticker has no number of Meta’s; its picture was sent'
  return inOrder(
    mediumMessage({ attachment, additionalDetails, shownAs: 'image', path }, sending),
    adjusted([{ kind: 'sticker-as-image', detail }]),
  )
}
