import type { BodyOf } from '../../cim/body.ts'
import type { MediaType } from '../../messenger/send-request.ts'
import { isVisible } from '../../messenger/text.ts'
import { note } from '../adjustment.ts'
import { fileNamesOf, isFileName } from '../file-name.ts'
import { mediumMessage } from '../medium.ts'
import { adjusted, inOrder, type Rendering, type Sending } from '../rendering.ts'
import { showText, textMessages } from '../text.ts'

type MediaBody = BodyOf<'IMAGE' | 'AUDIO' | 'VIDEO' | 'FILE'>

/** IMAGE, AUDIO, VIDEO and FILE: the medium, then its caption as a text, because Messenger has no captions. */
export function media(body: MediaBody, sending: Sending): Rendering {
  const { attachment, additionalDetails } = body
  const medium = { attachment, additionalDetails, shownAs: shownAs[body.type], path }
  const rendering = mediumMessage(medium, sending)
  const written = writtenBelow(body)
  return written.length === 0 ? rendering : inOrder(rendering, captionMessages(written, sending))
}

const path = ['body', 'attachment']

const shownAs = {
  IMAGE: 'image',
  AUDIO: 'audio',
  VIDEO: 'video',
  FILE: 'file',
} as const satisfies {
  [K in MediaBody['type']]: MediaType
}

/** Caption and markdownText, without what only repeats the file's name: nobody wrote that. */
function writtenBelow({
  caption,
  markdownText,
  attachment,
  additionalDetails,
}: MediaBody): string[] {
  const written = [caption, markdownText].filter(isVisible)
  if (written.length === 0) return []
  const names = fileNamesOf(attachment, additionalDetails)
  return written.filter((text) => !isFileName(text, names))
}

/** Sends the caption, or the markdownText when there is no caption. */
function captionMessages([caption, other]: readonly string[], sending: Sending): Rendering {
  const isDropped = other !== undefined && other.trim() !== caption?.trim()
  const detail = 'the body has a caption, so its markdownText was not sent'
  return inOrder(
    textMessages(showText(caption, sending)),
    adjusted(note(isDropped, 'caption-dropped', detail)),
  )
}
