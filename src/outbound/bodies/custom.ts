import type { BodyOf } from '../../cim/body.ts'
import { PayloadError, UnsupportedBodyError } from '../../errors.ts'
import { outgoingMessageSchema } from '../../messenger/send-request.ts'
import { valueAt } from '../open.ts'
import { messages, type Rendering, type Sending } from '../rendering.ts'

/**
 * CUSTOM: `jsonNode.messenger` is a ready `message` of the Send API, for what no other body can say. Its
 * `metadata`, if any, gives way to ours, by which echoes are recognised.
 * @see https://developers.facebook.com/docs/messenger-platform/reference/send-api
 */
export function custom({ type, jsonNode }: BodyOf<'CUSTOM'>, { id }: Sending): Rendering {
  const ready = valueAt(jsonNode, 'messenger')
  if (ready === undefined || ready === null) {
    throw new UnsupportedBodyError(type, id, 'it has no jsonNode.messenger')
  }
  const result = outgoingMessageSchema.safeParse(ready)
  if (result.success) return messages([result.data])
  const issues = result.error.issues.map(({ path, message }) => ({
    path: ['body', 'jsonNode', 'messenger', ...path],
    message,
  }))
  throw new PayloadError('cim_message', issues)
}
