import type { BodyOf } from '../../cim/body.ts'
import { PayloadError, readWith, type SchemaIssue, UnsupportedBodyError } from '../../errors.ts'
import { isObject } from '../../messenger/reading.ts'
import { messageRequestSchema } from '../../messenger/send-request.ts'
import { isByPerson } from '../human-agent.ts'
import { invalid } from '../invalid.ts'
import { valueAt } from '../open.ts'
import { plainValue } from '../plain-value.ts'
import type { Rendering, Sending } from '../rendering.ts'

const path = ['body', 'jsonNode'] as const

/** The message, and the fields of the request that may stand beside it. */
const keys = ['messenger', 'messaging_type', 'tag']

/**
 * CUSTOM: `jsonNode.messenger` is a ready `message` of the Send API, for what no other body can express. `null` in it
 * counts as absent. Our `metadata` replaces its own, because it identifies echoes. A `messaging_type` or `tag` beside
 * it applies to the request; HUMAN_AGENT only to what a person wrote.
 * @see https://developers.facebook.com/docs/messenger-platform/reference/send-api
 */
export function custom({ type, jsonNode }: BodyOf<'CUSTOM'>, { id, header }: Sending): Rendering {
  const read = plainValue(
    Object.fromEntries(keys.map((key) => [key, valueAt(jsonNode, key)])),
    path,
  )
  const { messenger: message, ...given } = isObject(read) ? read : {}
  if (message === undefined)
    throw new UnsupportedBodyError(type, id, 'it has no jsonNode.messenger')
  const { data, issues } = readWith(messageRequestSchema(), {
    recipient: { id },
    messaging_type: defaultType(message, given),
    ...given,
    message,
  })
  if (issues !== undefined) throw new PayloadError('cim_message', issues.map(placed))
  const { messaging_type, tag } = data
  if (tag === 'HUMAN_AGENT' && !isByPerson(header)) {
    throw invalid(
      [...path, 'tag'],
      'HUMAN_AGENT is for what a person wrote: expected sender.type AGENT',
    )
  }
  const sentAs = { messaging_type, ...(tag !== undefined && { tag }) }
  const isClassed = Object.keys(given).length > 0
  return { contents: [{ message: data.message, ...(isClassed && { sentAs }) }], adjustments: [] }
}

/** The `messaging_type` that the message or its tag requires. */
function defaultType(message: unknown, { tag }: Readonly<Record<string, unknown>>): string {
  if (isObject(message) && message.template !== undefined) return 'UTILITY'
  return tag === undefined ? 'RESPONSE' : 'MESSAGE_TAG'
}

/** Moves an issue from its path in the request to its path in the CIM message. */
function placed({ path: [key, ...rest], message }: SchemaIssue): SchemaIssue {
  const place = key === 'message' ? ['messenger'] : key === undefined ? [] : [key]
  return { path: [...path, ...place, ...rest], message }
}
