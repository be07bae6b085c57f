/** What follows a link's label: where it leads, and where what follows it begins. */
export type LinkEnd = { href: string; end: number }

const target =
  /\(\s*(?!\s)(?:<([^<>\n]*)>|([^\s()]*(?:\([^\s()]*\)[^\s()]*)*))(?:\s+(?:"[^"]*"|'[^']*'|\([^()]*\)))?\s*\)/y

/**
 * The target in round brackets at an index, where there is one; a title in it is not shown.
 * @see https://spec.commonmark.org/0.31.2/#inline-link
 */
export function linkEndAt(text: string, at: number): LinkEnd | undefined {
  target.lastIndex = at
  const [whole, bracketed, bare = ''] = target.exec(text) ?? []
  if (whole === undefined) return undefined
  return { href: (bracketed ?? bare).replace(/\\([!-/:-@[-`{-~])/g, '$1'), end: at + whole.length }
}

/** A link or an image in words, `text (url)`; undefined where it is none: `list[0](x)`. */
export function renderLink(label: string, href: string): string | undefined {
  if (!/[.:/]/.test(href)) return undefined
  if (label.trim() === '') return href
  if (!areSame(label, href)) return `${label} (${href})`
  return /^(?:mailto|tel):/i.test(href) ? label : href
}

/** Whether a label says no more than the address. */
function areSame(label: string, href: string): boolean {
  return label.length < 2 * href.length + 20 && addressOf(label) === addressOf(href)
}

/** What makes two ways to write an address the same one. */
function addressOf(text: string): string {
  return text
    .trim()
    .replace(/^(?:https?:\/\/|mailto:|tel:)/i, '')
    .replace(/\/$/, '')
}
