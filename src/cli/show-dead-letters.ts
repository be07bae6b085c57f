import type { DeadLetter } from '../host/index.ts'
import { momentInWords } from './moment.ts'
import { type Paint, printable } from './terminal.ts'

/** Dead letters for people, without anything that people wrote. */
export function showDeadLetters(all: readonly DeadLetter[], paint: Paint): string {
  return all
    .map(({ id, kind, lane, deadAt, attempts, reason }) => {
      const tried = attempts === 1 ? '1 attempt' : `${attempts} attempts`
      const facts = [kind, momentInWords(deadAt), tried].join('  ')
      return [
        `${paint('title', id)}  ${facts}`,
        `    ${paint('path', printable(lane))}`,
        `    ${paint('problem', printable(reason.message ?? reason.code ?? reason.name))}`,
      ].join('\n')
    })
    .join('\n')
}

/** A body for people: JSON with indentation. */
export function readableBody(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2)
  } catch {
    return body
  }
}
