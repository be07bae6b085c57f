import type { MessengerAttachment } from '../../messenger/attachment.ts'
import { attribute } from '../attributes.ts'
import { jsonOf } from '../json.ts'
import { type Part, part } from '../part.ts'

/** What we cannot show is told, with its JSON for whoever looks closer: nothing is lost in silence. */
export function unsupported(attachment: MessengerAttachment): Part {
  const notice = `[Unsupported attachment: ${attachment.type}]`
  return part(
    { type: 'PLAIN', markdownText: notice },
    attribute('rawAttachment', jsonOf(attachment.raw)),
  )
}
