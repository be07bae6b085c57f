import { type Explanation, type Problem, positionsIn } from 'messenger-cim/explain'
import { h } from './dom.ts'
import type { Mark } from './editor.ts'

/** Something to say beside the input: what is wrong, skipped or otherwise. */
export type Remark = Omit<Mark, 'from' | 'to'> & {
  path: string
  place?: { line: number; column: number }
}

/** What an explanation says beside messages and requests, in its order. */
export function remarksOf(explanation: Explanation): Remark[] {
  const problems = explanation.problems.map(problemRemark)
  if (explanation.kind === 'several') {
    return explanation.parts.flatMap((part) => remarksOf(part.explanation))
  }
  if (explanation.kind === 'webhook') {
    const skipped = explanation.events.flatMap((event) => event.skipped)
    return [
      ...problems,
      ...skipped.map(({ path, reason, why, detail }): Remark => {
        const words = reason === 'malformed-event' ? `${why} ${detail}` : why
        return {
          look: reason === 'malformed-event' ? 'problem' : 'skipped',
          title: `Skipped: ${reason}`,
          words,
          path,
        }
      }),
    ]
  }
  if (explanation.kind === 'unreadable') return problems
  return [
    ...problems,
    ...explanation.adjustments.map(({ path, kind, why, detail }): Remark => {
      return {
        look: 'adjusted',
        title: kind,
        words: why.includes(detail) ? why : `${why} (${detail})`,
        path,
      }
    }),
  ]
}

function problemRemark({ path, what, right, line, column }: Problem): Remark {
  const place = line !== undefined && column !== undefined ? { place: { line, column } } : {}
  return { look: 'problem', title: what, words: right, path, ...place }
}

/** Remarks at their places in the text. */
export function marksOf(remarks: readonly Remark[], text: string): Mark[] {
  const find = positionsIn(text)
  return remarks.map(({ path, place, ...mark }) => {
    const found = find(path)
    // A part of several lines is marked by its beginning.
    if (found !== undefined) return { ...mark, from: found.from, to: found.to }
    const from = place === undefined ? 0 : offsetOf(text, place)
    return { ...mark, from, to: Math.min(from + 1, text.length) }
  })
}

function offsetOf(text: string, { line, column }: { line: number; column: number }): number {
  const lines = text.split('\n')
  const before = lines.slice(0, line - 1).reduce((sum, { length }) => sum + length + 1, 0)
  return Math.min(before + column - 1, text.length)
}

/** What the translation gives, as JSON: CIM messages of a webhook, Send requests of a CIM message. */
export function resultOf(explanation: Explanation): { title: string; json: unknown } {
  if (explanation.kind === 'webhook') {
    const messages = explanation.events.flatMap((event) =>
      event.messages.map(({ message }) => message),
    )
    return { title: counted(messages.length, 'CIM message'), json: messages }
  }
  if (explanation.kind === 'cim-message') {
    const requests = explanation.requests.map(({ request }) => request)
    const title =
      explanation.direction === 'to-cx' ? 'Ready for CX' : counted(requests.length, 'Send request')
    return { title, json: explanation.direction === 'to-cx' ? [] : requests }
  }
  if (explanation.kind === 'several') return { title: 'Summary', json: explanation.summary }
  return { title: 'Nothing', json: explanation.problems }
}

function counted(count: number, what: string): string {
  return count === 1 ? `1 ${what}` : `${count} ${what}s`
}

/** A remark as a list item; its button leads to the place. */
export function remarkItem(
  { look, title, words, path }: Remark,
  onPlace: () => void,
): HTMLLIElement {
  const where = h('button', { type: 'button', class: 'path' }, path === '' ? 'the input' : path)
  where.addEventListener('click', onPlace)
  return h('li', { class: `remark ${look}` }, h('b', {}, title), h('span', {}, words), where)
}
