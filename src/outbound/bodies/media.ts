import type { BodyOf } from '../../cim/body.ts'
import type { MediaType } from '../../messenger/send-request.ts'
import type { Adjustment } from '../adjustment.ts'
import { fileNamesOf, isFileName } from '../file-name.ts'
import { mediumMessage } from '../medium.ts'
import { inOrder, type Rendering, type Sending, told } from '../rendering.ts'
import { isVisible, showText, textMessages } from '../text.ts'

type MediaBody = BodyOf<'IMAGE' | 'AUDIO' | 'VIDEO' | 'FILE'>

/** IMAGE, AUDIO, VIDEO and FILE: the medium, then its caption as a text, which Messenger sends apart. */
export function media(body: MediaBody, sending: Sending): Rendering {
  const { attachment, additionalDetails } = body
  const names = fileNamesOf(attachment, additionalDetails)
  const path = ['body', 'attachment']
  const medium = { attachment, names, shownAs: shownAs[body.type], path }
  return inOrder(mediumMessage(medium, sending), captionMessages(body, names, sending))
}

const shownAs = {
  IMAGE: 'image',
  AUDIO: 'audio',
  VIDEO: 'video',
  FILE: 'file',
} as const satisfies {
  [K in MediaBody['type']]: MediaType
}

/** The caption, else the markdownText; what only repeats the file's name was not written by anyone. */
function captionMessages(body: MediaBody, names: readonly string[], sending: Sending): Rendering {
  const written = [body.caption, body.markdownText].filter(
    (text): text is string => !!text && isVisible(text) && !isFileName(text, names),
  )
  const [caption, other] = written
  if (caption === undefined) return told([])
  return inOrder(
    textMessages(showText(caption, sending)),
    told(other === undefined || other.trim() === caption.trim() ? [] : [dropped]),
  )
}

const dropped = {
  kind: 'caption-dropped',
  detail: 'the body has a caption, so its markdownText was not sent',
} as const satisfies Adjustment
