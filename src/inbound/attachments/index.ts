import type { AttachmentType, MessengerAttachment } from '../../messenger/attachment.ts'
import type { EventOf } from '../../messenger/event.ts'
import type { InboundContext } from '../context.ts'
import type { Part } from '../part.ts'
import { appointmentBooking } from './appointment-booking.ts'
import { audio } from './audio.ts'
import { file } from './file.ts'
import type { AttachmentHandler } from './handler.ts'
import { image } from './image.ts'
import { link } from './link.ts'
import { location } from './location.ts'
import { withoutRepeats } from './repeats.ts'
import { sticker } from './sticker.ts'
import { template } from './template.ts'
import { unsupported } from './unsupported.ts'
import { video } from './video.ts'

/** The handler of every known type of attachment. Other types become a notice about an unsupported one. */
const attachments = {
  image,
  audio,
  video,
  file,
  sticker,
  location,
  fallback: link,
  share: link,
  post: link,
  ig_post: link,
  reel: link,
  ig_reel: link,
  template,
  appointment_booking: appointmentBooking,
} satisfies Record<AttachmentType, AttachmentHandler>

/** One part per attachment, in order. */
export function attachmentParts(
  message: EventOf<'message'>['message'],
  context: InboundContext,
): Part[] {
  return withoutRepeats(message).map((attachment) => {
    const handler = isKnown(attachment.type) ? attachments[attachment.type] : undefined
    return handler?.(attachment, context) ?? unsupported(attachment)
  })
}

function isKnown(type: MessengerAttachment['type']): type is AttachmentType {
  return Object.hasOwn(attachments, type)
}
