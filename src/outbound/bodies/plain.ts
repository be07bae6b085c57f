import type { BodyOf } from '../../cim/body.ts'
import { required } from '../invalid.ts'
import type { Rendering, Sending } from '../rendering.ts'
import { showText, textMessages } from '../text.ts'

/** PLAIN: its text, Markdown rendered, in as many messages as its length needs. */
export function plain({ markdownText }: BodyOf<'PLAIN'>, sending: Sending): Rendering {
  return textMessages(showText(required(markdownText, ['body', 'markdownText']), sending))
}
