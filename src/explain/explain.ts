import { describePath, PayloadError } from '../errors.ts'
import { valueAt } from '../outbound/open.ts'
import { explainCimMessage } from './cim-message.ts'
import type { ExplainOptions, Explanation, Problem, SeveralExplanation } from './explanation.ts'
import { identify } from './identify.ts'
import type { Path } from './paths.ts'
import { problemsOf } from './problem.ts'
import { addSummaries, emptySummary, summaryOf } from './summary.ts'
import { explainWebhook } from './webhook.ts'

/**
 * Describes the translation of a webhook body or a CIM message in words: each event with its messages or the reason for
 * skipping it, each CIM message with its requests and adjustments, each with the path of the part of the input that it
 * concerns, and the conversation as the agent and as the customer see it.
 *
 * It finds out which of the two the input is. It also accepts one `entry`, one event as in Meta's documentation, the
 * body of the dashboard's Test button, an array of any of these, and a log record that holds one. Pure, and never
 * throws: the result for other input is `unreadable`, with what is wrong, where, and what is expected.
 *
 * @param input parsed JSON; any value is allowed. `explainText` takes the text itself
 */
export function explain(input: unknown, options: ExplainOptions = {}): Explanation {
  return explainAt(input, [], options)
}

/** The deepest nesting of lists: more than any log has, and within the engine's stack. */
const deepest = 20

function explainAt(input: unknown, base: Path, options: ExplainOptions): Explanation {
  const identity = identify(input)
  if (identity.is === 'unknown') {
    const { problem } = identity
    return unreadable(problem.what, [{ ...problem, path: describePath(base) }])
  }
  if (identity.is === 'list') {
    if (base.length > deepest) return unreadable(nestedTooDeep.what, [nestedTooDeep])
    const parts = identity.elements.map((element, index) => {
      const path: Path = [...base, index]
      return { path: describePath(path), explanation: explainAt(element, path, options) }
    })
    return severalOf(parts)
  }
  if (identity.is === 'record') {
    return explainAt(valueAt(input, identity.key), [...base, identity.key], options)
  }
  try {
    if (identity.is === 'cim-message') return explainCimMessage(input, base, options)
    return explainWebhook({ input, base, ...wrapped(input, identity.is) }, options)
  } catch (error) {
    if (!(error instanceof PayloadError)) throw error
    const problems = problemsOf(error, input).map(
      ({ at, ...problem }): Problem => ({ ...problem, path: describePath([...base, ...at]) }),
    )
    const what = identity.is === 'cim-message' ? 'CIM message' : 'webhook'
    return unreadable(`A ${what} that cannot be read`, problems)
  }
}

const nestedTooDeep: Problem = {
  path: '',
  what: 'Here are lists within lists within lists, and so on.',
  right: 'Take a webhook body, a CIM message, or a list of them.',
}

/** The webhook body: the input itself, or one put around it. */
function wrapped(
  input: unknown,
  is: 'webhook' | 'entry' | 'item',
): { body: unknown; wrapped: Path } {
  if (is === 'webhook') return { body: input, wrapped: [] }
  if (is === 'entry') return { body: { object: 'page', entry: [input] }, wrapped: ['entry', 0] }
  const body = { object: 'page', entry: [{ messaging: [input] }] }
  return { body, wrapped: ['entry', 0, 'messaging', 0] }
}

/** The explanation of input that cannot be explained. */
export function unreadable(title: string, problems: readonly Problem[]): Explanation {
  return { kind: 'unreadable', title, problems }
}

/** Several explanations as one, counted. */
export function severalOf(parts: SeveralExplanation['parts']): SeveralExplanation {
  const summary = parts.reduce(
    (sum, { explanation }) => addSummaries(sum, summaryOf(explanation)),
    emptySummary,
  )
  const title = parts.length === 1 ? 'One input' : `${parts.length} inputs`
  return { kind: 'several', title, parts, summary, problems: [] }
}
