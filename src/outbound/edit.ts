import { limits } from '../messenger/limits.ts'
import { isVisible } from '../messenger/text.ts'
import { holdToLimit } from './invalid.ts'
import type { Content, Rendering, Sending } from './rendering.ts'

/** Whether a message edits an earlier one. Messenger cannot edit, so it goes as a new message. */
export function isEdit({ header }: Pick<Sending, 'header'>): boolean {
  return header.intent === 'UPDATE'
}

/**
 * Adds the edit mark to the contents of an edit: on a line below the last text, or as a text of its own when there is
 * no text, or no room in it.
 */
export function markEdit({ contents, recipient }: Rendering, sending: Sending): readonly Content[] {
  const mark = markOf(sending)
  const last = contents.at(-1)
  // An approved template takes no other text, and may be sent when a text may not.
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
  // Quick replies disappear when another message follows.
  return quick_replies ? [...before, own, last] : [...before, last, own]
}

/** @throws {LimitError} when the mark alone is longer than a text may be */
function markOf({ context: { editMark = 'Edited' } }: Sending): string | undefined {
  if (editMark === false || !isVisible(editMark)) return undefined
  const mark = `(${editMark})`
  holdToLimit(mark.length, limits.text, ['editMark'])
  return mark
}
