import type { MessengerAttachment } from '../../messenger/attachment.ts'
import { attribute } from '../attributes.ts'
import { jsonOf } from '../json.ts'
import { type Part, part } from '../part.ts'
import { linkOf } from './link.ts'
import { wordsOf } from './words.ts'

/**
 * A notice about an attachment that cannot be shown, with its JSON in an attribute, so that nothing gets lost silently.
 * An attachment with words but no link, such as a wave or a deleted post, becomes its words.
 */
export function unsupported(attachment: MessengerAttachment): Part {
  const words = wordsOf(attachment)
  const notice = `[Unsupported attachment: ${attachment.type}]`
  const isAll = words !== '' && linkOf(attachment) === undefined
  const markdownText = isAll ? words : [notice, ...(words ? [words] : [])].join('\n')
  return part({ type: 'PLAIN', markdownText }, attribute('rawAttachment', jsonOf(attachment.raw)))
}
