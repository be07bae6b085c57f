import { type AnyNode, parse, type ValueNode } from '@humanwhocodes/momoa'
import { longestText } from './json-problem.ts'
import { type Path, parsePath } from './paths.ts'

/** A place in a text. */
export type TextPlace = {
  /** UTF-16 units before it. */
  from: number
  /** UTF-16 units before its end. */
  to: number
  /** From 1. */
  line: number
  /** From 1, in UTF-16 units. */
  column: number
}

/**
 * Finds the parts of a JSON text by their paths, such as `entry[0].messaging[1].sender`. The place of a value includes
 * its key. Returns undefined for a path that does not exist, and for every path of a text that is not JSON or longer
 * than {@link longestText}.
 */
export function positionsIn(text: string): (path: string) => TextPlace | undefined {
  const body = bodyOf(text)
  return (path) => (body === undefined ? undefined : placeUnder(body, parsePath(path)))
}

function bodyOf(text: string): ValueNode | undefined {
  if (text.length > longestText) return undefined
  try {
    return parse(text, { mode: 'json', ranges: true }).body
  } catch {
    return undefined
  }
}

function placeUnder(top: ValueNode, path: Path): TextPlace | undefined {
  let node: AnyNode = top
  let value: ValueNode = top
  for (const key of path) {
    const child = childOf(value, key)
    if (child === undefined) return undefined
    node = child
    value = child.value
  }
  const { start, end } = node.loc
  return { from: start.offset, to: end.offset, line: start.line, column: start.column }
}

/** The child under a key. Of a repeated key the last counts, as in every parser. */
function childOf(value: ValueNode, key: string | number) {
  if (value.type === 'Array') return typeof key === 'number' ? value.elements[key] : undefined
  if (value.type !== 'Object') return undefined
  return value.members.findLast(({ name }) => name.type === 'String' && name.value === String(key))
}
