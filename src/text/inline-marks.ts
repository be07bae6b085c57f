import { Hooks, Tokenizer, type Tokens } from 'marked'
import { trimAddress } from './links.ts'

/** A letter, digit or combining mark of a script that puts spaces between its words. */
const word =
  '(?![\\p{scx=Han}\\p{scx=Hira}\\p{scx=Kana}\\p{scx=Bopo}\\p{scx=Thai}\\p{scx=Laoo}\\p{scx=Khmr}\\p{scx=Mymr}])[\\p{L}\\p{N}\\p{M}]'

/**
 * Runs of `*`, `_` and `~` that are text and no marks: within a word or a calculation (`5*3*2`,
 * `snake_case`), alone in brackets (`(*)`), and in faces (`^_^`, `-_-`, `*_*`).
 */
const looksLikeMarks = new RegExp(
  [
    `(?<=${word})[*_~]+(?=${word})`,
    '(?<=[([{])[*_~]+(?=[)\\]}])',
    "[-^;=.'°•><*]_+[-^;=.'°•><*](?![\\p{L}\\p{N}])",
  ].join('|'),
  'gu',
)

/** Hides from marked what only looks like a mark. Masks keep their length, which marked relies on. */
export class InlineHooks extends Hooks {
  override emStrongMask(text: string): string {
    return text.replace(looksLikeMarks, (run) => 'a'.repeat(run.length))
  }
}

/**
 * marked's own inline rules, but a masked mark opens nothing, `~` alone means "about", and an address
 * ends where our own links do (marked's own way to find that end takes time that grows with its square).
 */
export class InlineTokenizer extends Tokenizer {
  override emStrong(
    src: string,
    masked: string,
    before?: string,
  ): Tokens.Em | Tokens.Strong | undefined {
    return isMasked(src, masked) ? undefined : super.emStrong(src, masked, before)
  }

  override del(src: string, masked: string, before?: string): Tokens.Del | undefined {
    if (!src.startsWith('~~') || isMasked(src, masked)) return undefined
    return super.del(src, masked, before)
  }

  override url(src: string): Tokens.Link | undefined {
    const address = trimAddress(/^(?:https?:\/\/|www\.)[^\s<]+/i.exec(src)?.[0] ?? '', '*_~')
    if (address === '') return undefined
    return { type: 'link', raw: address, text: address, href: address, autolink: true, tokens: [] }
  }
}

function isMasked(src: string, masked: string): boolean {
  return masked.charAt(masked.length - src.length) !== src.charAt(0)
}

const wordEnd = new RegExp(`${word}$`, 'u')
const wordStart = new RegExp(`^${word}`, 'u')

/** Whether a word ends right before, or begins right after. */
export function touchesWord(before: string, after: string): boolean {
  return wordEnd.test(before) || wordStart.test(after)
}
