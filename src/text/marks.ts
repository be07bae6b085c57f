import { later } from './later.ts'
import { afterWord, beforeWord, endsWord, startsWord } from './word-edges.ts'

/** Which marks go in pairs, and how often each stands at most: more are text (`****4242`, `~~~`, `Hey!!`). */
const most: Readonly<Record<string, number>> = {
  '*': 3, // bold and italic in Markdown, bold at the Agent Desk
  _: 3, // italic and bold
  '~': 2, // strike
  '!': 1, // the Agent Desk's highlight
  '`': 3, // code; only escaped ones are left here
}

/** Equal marks side by side, or the end of a line, over which no pair reaches. */
const runs = /\n|\*+|_+|~+|!+/g
/** The same where editors escape some, so that they are shown. */
const escapedRuns = /\n|\\([*_~!`])(?:\\\1)*|([*_~!`])\2*/g

/** What is text wherever it stands: within a word, between spaces, in a path or a face, escaped. */
const isText =
  /(?:(?<=[\p{L}\p{N}])([*_~!`])\1*(?=[\p{L}\p{N}])|(?<=\s)([*_~!`])\2*(?=\s)|(?<=[/^])([*_~!`])\3*(?=[./^])|(?<=[^\\]\\)([*_~!`])(?!\4))/uy
const opens = later(() => new RegExp(`${startsWord}${beforeWord}`, 'uy'))
const closes = later(() => new RegExp(afterWord, 'uy'))
const ends = later(() => new RegExp(endsWord, 'uy'))

/** Names that languages write with `__`, and a face. */
const looksLikePair =
  /^(?:__(?:init|main|name|file|all|dict|doc|class|str|repr|call|len|new|del|enter|exit|iter|next|version|proto|dirname|filename|typename|FILE|LINE|DIR|func)__|\*[oOwW]\*)$/

/** Escaped marks of no pair that can be no part of a path: `5 \* 3`, `\*without VAT`, `5\*3`. */
const aloneEscaped = later(
  () =>
    new RegExp(
      `\\\\(?:[*~]${startsWord}(?:${beforeWord}|${endsWord})|_${startsWord}${endsWord}|(?<=[\\d)]\\\\)\\*(?=[\\d(]))`,
      'gu',
    ),
)

/** Pairs in one another are taken out from the inside; nobody writes more of them. */
const deepest = 8

/** Takes out the marks of pairs, then the backslashes of escaped ones. */
export function renderMarks(text: string): string {
  let shown = text
  for (let depth = 0; depth < deepest; depth += 1) {
    const before = shown
    const { pairs, others } = pairsIn(before, runs, '')
    shown = without(before, pairs.filter((pair) => isMeant(before, pair)).flat())
    if (others === 0 || shown === before) break
  }
  if (!shown.includes('\\')) return shown
  const escapes = pairsIn(shown, escapedRuns, '\\').pairs.flatMap((pair) => escapesIn(shown, pair))
  return without(shown, escapes).replaceAll(aloneEscaped(), (whole) => whole.slice(1))
}

type Span = { at: number; end: number }
type Pair = readonly [opening: Span, closing: Span]

/**
 * Equal runs around words in one line, between which the mark is only text. Each run is looked at once; `others`
 * may come to be pairs when these are gone.
 */
function pairsIn(
  text: string,
  runs: RegExp,
  escaped: '' | '\\',
): { pairs: Pair[]; others: number } {
  const pairs: Pair[] = []
  let others = 0
  /** Of each mark, the first of equal runs that may open a pair. */
  const open = new Map<string, Map<string, Span>>()
  for (const { 0: run, index: at } of text.matchAll(runs)) {
    const mark = run.slice(-1)
    if (mark === '\n') {
      open.clear()
      continue
    }
    const span = { at, end: at + run.length }
    const before = text.charAt(at - 1)
    const counts = run.startsWith(escaped) && before !== '\\' && before !== mark
    const opening = counts ? open.get(mark)?.get(run) : undefined
    if (opening !== undefined && closesAt(text, span, mark)) {
      pairs.push([opening, span])
      others -= 1
      open.delete(mark)
      continue
    }
    if (!isAt(isText, text, at)) open.delete(mark)
    // Only two marks and more may stand within words, where those are written without spaces.
    else if (run.length === 1) continue
    others += 1
    if (counts && opensAt(text, span, mark, escaped)) {
      const equals = open.get(mark) ?? new Map<string, Span>()
      if (!equals.has(run)) open.set(mark, equals.set(run, span))
    }
  }
  return { pairs, others }
}

function opensAt(text: string, { at, end }: Span, mark: string, escaped: string): boolean {
  return (end - at) / (escaped.length + 1) <= (most[mark] ?? 0) && isAt(opens(), text, end)
}

function closesAt(text: string, { at, end }: Span, mark: string): boolean {
  return text.charAt(end) !== mark && isAt(closes(), text, at) && isAt(ends(), text, end)
}

function isAt(what: RegExp, text: string, at: number): boolean {
  what.lastIndex = at
  return what.test(text)
}

/** A pair holds a letter, between double marks a digit will do; a name in code is none. */
function isMeant(text: string, [opening, closing]: Pair): boolean {
  const inside = text.slice(opening.end, closing.at)
  const says = opening.end - opening.at === 2 ? /[\p{L}\p{N}\uffff]/u : /[\p{L}\uffff]/u
  const isName = inside.includes(text.charAt(opening.at)) && !/\s/.test(inside)
  return says.test(inside) && !isName && !looksLikePair.test(text.slice(opening.at, closing.end))
}

function escapesIn(text: string, [opening, closing]: Pair): Span[] {
  const escapes = text.slice(opening.at, closing.end).matchAll(/\\(?=[*_~!`])/g)
  return Array.from(escapes, ({ index }) => ({
    at: opening.at + index,
    end: opening.at + index + 1,
  }))
}

function without(text: string, spans: readonly Span[]): string {
  let [kept, done] = ['', 0]
  for (const { at, end } of spans.toSorted((a, b) => a.at - b.at)) {
    kept += text.slice(done, at)
    done = Math.max(done, end)
  }
  return kept + text.slice(done)
}
