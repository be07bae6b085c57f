import { describePath, LimitError, PayloadError, readWith, toPayloadIssue } from '../errors.ts'
import { type SendRequest, sendRequestSchema } from '../messenger/send-request.ts'

const units: Readonly<Record<string, 'characters' | 'items'>> = {
  string: 'characters',
  array: 'items',
}

/**
 * Checks a request against the schema before it is sent.
 * @param at its place in a list
 * @throws {LimitError} when the only mistake is that something is too long
 * @throws {PayloadError} for every other mistake
 */
export function checkSendRequest(request: unknown, at: readonly number[] = []): SendRequest {
  const { data, issues } = readWith(sendRequestSchema, request)
  if (issues === undefined) return data
  const long = issues.flatMap((issue) =>
    'code' in issue && issue.code === 'too_big' ? [issue] : [],
  )
  const [first] = long
  if (first !== undefined && long.length === issues.length) {
    const unit = units[first.origin]
    const actual = sizeAt(request, first.path)
    if (unit !== undefined && actual !== undefined) {
      const { path } = toPayloadIssue({ ...first, path: [...at, ...first.path] })
      throw new LimitError(describePath(path), { limit: Number(first.maximum), actual, unit })
    }
  }
  throw new PayloadError(
    'send_request',
    issues.map(({ path, message }) => ({ path: [...at, ...path], message })),
  )
}

/** The length of the text or list at `path`. */
function sizeAt(value: unknown, path: readonly PropertyKey[]): number | undefined {
  const [key, ...rest] = path
  if (key !== undefined) {
    const inside = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined
    return sizeAt(inside, rest)
  }
  return typeof value === 'string' || Array.isArray(value) ? value.length : undefined
}
