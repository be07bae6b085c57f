import { later } from './later.ts'

import { linkEnders, withoutTrailing } from './links.ts'
import { endsCode, shield, startsCode } from './word-edges.ts'

/** Code stands around words and not within one, where backticks are apostrophes: `it`s`, `don`t`. */
const code = `(?<ticks>\`{1,3})(?!\`)(?<![\`\\\\]\\k<ticks>)${startsCode}(?<code>(?=\\S|(?<=\`\`) \`)(?:(?!\\k<ticks>)[^\\n])+(?<=\\S|\` (?=\`\`)))\\k<ticks>(?!\`)${endsCode}`
const title = `(?:[ \\t]+(?:"[^"\\n]*"|'[^'\\n]*'))?`
const href = `(?:\\\\.|[^\\s()\\\\]|\\((?:[^\\s()]|\\([^\\s()]*\\))*\\))*`
const image = `!\\[[^\\[\\]\\n]*\\]\\(${href}${title}\\)`
const label = `(?:${image}|\\\\.|[^\\[\\]\\n\\\\]|\\[[^\\[\\]\\n\\\\]*\\](?!\\())*`
const link = `!?(?<!\\\\)\\[(?<label>${label})\\]\\((?:<(?<bracketed>[^<>\\n]*)>|(?<bare>${href}))${title}\\)`
const escapedLink = `\\\\\\[[^\\[\\]\\n]*\\]\\(${href}\\)`
const address = `<(?<only>https?://[^\\s<>]+)>|(?<address>(?:https?://|www\\.)(?:(?!${linkEnders.source})[^\\s<>"])+)`

const verbatim = later(
  () => new RegExp(`${code}|${escapedLink}|${link}|${address}|${shield}`, 'giu'),
)

/**
 * Writes links out, and puts a shield in place of what holds no marks: code and addresses. What each shield stands
 * for is added to `pieces`, as it is shown.
 */
export function shieldVerbatim(text: string, pieces: string[]): string {
  let shielded = ''
  let done = 0
  for (const found of text.matchAll(verbatim())) {
    const { 0: whole, index, groups = {} } = found
    shielded +=
      text.slice(done, index) +
      shieldOne(whole, groups, text.slice(Math.max(0, index - 8), index), pieces)
    done = index + whole.length
  }
  return shielded + text.slice(done)
}

type Groups = { [key: string]: string | undefined }

function shieldOne(
  whole: string,
  { ticks, code, label, bracketed, bare, only, address }: Groups,
  before: string,
  pieces: string[],
): string {
  if (address !== undefined) {
    const end = endOf(address, before)
    pieces.push(address.slice(0, end))
    return shield + address.slice(end)
  }
  if (label === undefined) {
    pieces.push(only ?? shownCode(code, ticks) ?? whole.replace(/^\\|\\(?=\]\()/g, ''))
    return shield
  }
  const href = (bracketed ?? bare ?? '').replace(/\\([()*_~])/g, '$1')
  if (!leads(href, before)) {
    const rest = whole.indexOf('[') + 1
    return whole.slice(0, rest) + shieldVerbatim(whole.slice(rest), pieces)
  }
  const isSame = label.trim() === '' || essence(label) === essence(href)
  if (isSame && !/^(?:mailto|tel):/i.test(href)) {
    pieces.push(href)
    return shield
  }
  const shown = shieldVerbatim(label, pieces)
  if (isSame) return shown
  pieces.push(`(${href})`)
  return `${shown} ${shield}`
}

/** Marks and punctuation at the end of an address may belong to what stands around it: as before it, so behind it. */
function endOf(address: string, before: string): number {
  const around = /[*_~!]+$/.exec(before)?.[0] ?? ''
  const closing = [...around].reverse().join('')
  const whole = withoutTrailing(punctuation, address)
  const last = whole.slice(-1)
  const unmarked =
    closing !== '' && whole.endsWith(closing)
      ? whole.slice(0, -closing.length)
      : withoutTrailing(/[*_~]/.test(last) ? last : '', whole)
  return withoutTrailing(punctuation, unmarked).length
}

const punctuation = '!?.,:;\'")]’'

/** What is no word, such as the name of a mark, keeps its backticks; those within code have spaces around them. */
function shownCode(code: string | undefined, ticks = ''): string | undefined {
  if (code === undefined) return undefined
  if (!/[\p{L}\p{N}]/u.test(code)) return ticks + code + ticks
  return code.replace(/^ (.*) $/, '$1')
}

/** Whether it is an address; without a scheme `list[0](x.size)` looks like one. */
function leads(href: string, before: string): boolean {
  if (/^(?:[a-z][a-z\d+.-]+:|\/\/|www\.)\S/i.test(href)) return true
  if (/[\p{L}\p{N})\]]$/u.test(before)) return false
  return /^(?:\.{0,2}\/|[^\s/?#:@]+\.\p{L}{2,}(?:[/?#:]|$)|[^\s@]+@[^\s@]+\.\p{L}+$)/u.test(href)
}

/** What makes two ways to write an address the same: without case, scheme, spaces, brackets, dashes. */
function essence(text: string): string {
  return text
    .replace(/^[\s*_~`]+|[\s*_~`]+$/g, '')
    .toLowerCase()
    .replace(/^(?:https?:\/\/|mailto:|tel:)/, '')
    .replace(/[\s()[\]<>{}\p{Pd}]+|\/$/gu, '')
}
