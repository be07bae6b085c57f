import type { MessengerAttachment } from '../../messenger/attachment.ts'
import { attribute } from '../attributes.ts'
import { jsonOf } from '../json.ts'
import { type Part, part } from '../part.ts'
import { linkOf } from './link.ts'
import { wordsOf } from './words.ts'

/**
 * What we cannot show is told, with its JSON for whoever looks closer: nothing is lost in silence. Where there is
 * nothing to open but something to read, that is what it is: a wave, a post that is gone.
 */
export function unsupported(attachment: MessengerAttachment): Part {
  const words = wordsOf(attachment)
  const notice = `[Unsupported attachment: ${attachment.type}]`
  const isAll = words !== '' && linkOf(attachment) === undefined
  const markdownText = isAll ? words : [notice, ...(words ? [words] : [])].join('\n')
  return part({ type: 'PLAIN', markdownText }, attribute('rawAttachment', jsonOf(attachment.raw)))
}
