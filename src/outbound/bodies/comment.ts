import type { CimAttachment } from '../../cim/attachment.ts'
import type { BodyOf } from '../../cim/body.ts'
import { UnsupportedBodyError } from '../../errors.ts'
import { limits } from '../../messenger/limits.ts'
import { note } from '../adjustment.ts'
import { fileNamesOf, isFileName } from '../file-name.ts'
import { holdToLimit, required } from '../invalid.ts'
import { mediumMessage } from '../medium.ts'
import { adjusted, inOrder, messages, type Rendering, type Sending } from '../rendering.ts'
import { showText } from '../text.ts'

/**
 * COMMENT, as a private reply to the author of the comment named in `header.providerMessageId`. Meta
 * takes one message per comment, so nothing is split and a text beside an attachment is left out.
 * @see https://developers.facebook.com/docs/messenger-platform/discovery/private-replies
 */
export function comment(body: BodyOf<'COMMENT'>, sending: Sending): Rendering {
  if (body.itemType !== 'PRIVATE_REPLY') {
    throw new UnsupportedBodyError(body.type, sending.id, 'only a private reply is a message')
  }
  const comment_id = required(sending.header.providerMessageId, ['header', 'providerMessageId'])
  const { attachment } = body
  const content = attachment ? mediumReply(body, attachment, sending) : textReply(body, sending)
  return { ...content, recipient: { comment_id } }
}

function textReply({ markdownText }: BodyOf<'COMMENT'>, sending: Sending): Rendering {
  const path = ['body', 'markdownText']
  const { text, adjustments } = showText(required(markdownText, path), sending)
  holdToLimit(text.length, limits.text, path)
  return messages([{ text }], adjustments)
}

function mediumReply(
  { markdownText, additionalDetails }: BodyOf<'COMMENT'>,
  attachment: CimAttachment,
  sending: Sending,
): Rendering {
  const path = ['body', 'attachment']
  const medium = { attachment, additionalDetails, shownAs: 'file', path } as const
  const { text } = showText(markdownText, sending)
  const isDropped = text !== '' && !isFileName(text, fileNamesOf(attachment, additionalDetails))
  const detail = 'a comment takes one private reply: the attachment went without its text'
  return inOrder(
    mediumMessage(medium, sending),
    adjusted(note(isDropped, 'caption-dropped', detail)),
  )
}
