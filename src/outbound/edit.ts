import { LimitError } from '../errors.ts'
import { limits } from '../messenger/limits.ts'
import { isVisible } from '../messenger/text.ts'
import type { Content, Rendering, Sending } from './rendering.ts'

/** Whether a message is the new form of an earlier one. Messenger cannot edit, so it goes as a new message. */
export function isEdit({ header }: Pick<Sending, 'header'>): boolean {
  return header.intent === 'UPDATE'
}

/**
 * The contents of an edit, with words on a line of their own that tell it from a new message: below the last
 * text, or as a text of their own where there is none or it has no room.
 */
export function markEdit({ contents, recipient }: Rendering, sending: Sending): readonly Content[] {
  const mark = markOf(sending)
  const last = contents.at(-1)
  // An approved template takes no words of ours, and may go where no text may.
  if (mark === undefined || !last || !('message' in last) || last.message.template) return contents
  const before = contents.slice(0, -1)
  const { text, quick_replies } = last.message
  const marked = `${text}\n${mark}`
  if (text !== undefined && marked.length <= limits.text.max) {
    return [...before, { ...last, message: { ...last.message, text: marked } }]
  }
  // A comment takes one private reply.
  if (recipient !== undefined) return contents
  const own = { message: { text: mark } }
  // Quick replies are shown as long as nothing follows.
  return quick_replies ? [...before, own, last] : [...before, last, own]
}

/** @throws {LimitError} when the mark alone is longer than a text may be */
function markOf({ context: { editMark = 'Edited' } }: Sending): string | undefined {
  if (editMark === false || !isVisible(editMark)) return undefined
  const mark = `(${editMark})`
  const { max, unit } = limits.text
  if (mark.length > max) throw new LimitError('editMark', { limit: max, actual: mark.length, unit })
  return mark
}
