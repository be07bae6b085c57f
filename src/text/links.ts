import { tokenize } from 'linkifyjs'

/** A link in a text. `start` and `end` (exclusive) are UTF-16 offsets; `text` is the text between them. */
export type Link = { start: number; end: number; text: string; href: string }

/**
 * Finds the links in a text, in order. A link is an address with `http` or `https`. Without a scheme, an address is a
 * link if it has `www.`, a path, or a classic ending (`example.com`, `example.co.uk`); `href` then begins with `https`.
 * E-mail addresses, other schemes, `readme.md` and `thanks.so` are text.
 *
 * @param text any text
 */
export function findLinks(text: string): Link[] {
  const links: Link[] = []
  if (!text.includes('.') && !text.includes('://')) return links
  // The rest of a word from a scheme or an ending, behind which stands the whole word. Linkify is shown only such words:
  // it takes 300 times as long as `JSON.parse`, and a link ends at white space.
  const words = /(?:\.(?!\s)[a-z\u0080-\uffff]|:\/\/)\S*(?<=(\S+))/gi
  for (let found = words.exec(text); found !== null; found = words.exec(text)) {
    const { 1: word = '' } = found
    addLinks(word, words.lastIndex - word.length, links)
  }
  return links
}

/**
 * The `href` of a text that is only a link, apart from white space around it; undefined for any other text.
 *
 * @param text any text
 */
export function onlyLink(text: string): string | undefined {
  const trimmed = text.trim()
  if (/\s/.test(trimmed)) return undefined
  const [link] = findLinks(trimmed)
  return link?.text === trimmed ? link.href : undefined
}

/** A word that is a common address: an ASCII domain and path. Linkify would find the same. */
const plainAddress =
  /^https?:\/\/(?:[a-z\d]+(?:-[a-z\d]+)*\.)+[a-z]{2,}(?:\/(?:[\w/.?=&%#+~-]*[a-z\d/])?)?$/i

function addLinks(word: string, offset: number, links: Link[]): void {
  if (plainAddress.test(word)) {
    links.push(linkAt(offset, word))
    return
  }
  for (const token of tokenize(apart(word))) {
    if (token.t !== 'url') continue
    const start = token.startIndex() + (gluedBefore.exec(token.toString())?.[0].length ?? 0)
    const before = word.slice(Math.max(0, start - 1), start)
    const text = trimAddress(word.slice(start, token.endIndex()), before)
    if (isLink(text, before)) links.push(linkAt(offset + start, text))
  }
}

/**
 * A text of the same length with spaces for what stands between addresses: linkify would take it, and the address after
 * it, as part of the address before it. Letters of other scripts right before a scheme go too, because some of those
 * words are endings (`网址`), after which linkify sees no address.
 */
export function apart(text: string): string {
  return text
    .replace(linkEnders, ' ')
    .replace(
      /(?:[,;|]|[\])]\(|(?<![^\p{ASCII}\s])[^\p{ASCII}\s]+)(?=https?:\/\/)/giu,
      ({ length }) => ' '.repeat(length),
    )
}

function linkAt(start: number, text: string): Link {
  return { start, end: start + text.length, text, href: hrefOf(text) }
}

/** `看example.com`: letters of a script that does not mix with Latin in a domain label belong to the word before. */
const gluedBefore = /^[^\p{ASCII}\p{Script=Latin}]+(?=[a-z0-9])/iu

/**
 * `https://example.comです`, `https://example.com'dan`: no ending mixes ASCII with other letters, and no host holds
 * punctuation, so those belong to the next word.
 */
const gluedBehind =
  /^((?:https?:\/\/)?(?:[^\p{P}]|[-._])*\.[a-z]{2,})(?:[^\p{ASCII}]+(?:[/?#:].*)?|(?![-._:/?#@%])[\p{P}|].*)$/iu

/**
 * Characters that end a link: quotes, angle brackets, punctuation of other scripts, which linkify takes for letters, and
 * marks of direction. An address holds them only escaped (RFC 3986 allows only ASCII), and browsers copy them escaped.
 */
export const linkEnders =
  /["<>،؛؟۔।॥、。〈-】〔〕！（），．：；？［］｛｝｡“-„‘«»…\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu

/** Removes characters that belong to the sentence around an address. */
export function trimAddress(value: string, before: string): string {
  const address = value.replace(gluedBehind, '$1')
  // Unlike in GitHub's trailing punctuation, `*`, `_` and `~` stay, unless they emphasise the link on both sides:
  // https://github.github.com/gfm/#extended-autolink-path-validation
  return withoutTrailing(`?!.,:'"’\`${/[*_~]/.test(before) ? before : ''}`, address)
}

/** Removes these characters from the end of an address. */
export function withoutTrailing(marks: string, address: string): string {
  let end = address.length
  while (end > 0 && marks.includes(address.charAt(end - 1))) end -= 1
  return address.slice(0, end)
}

/** Whether an address that linkify found is meant as a link; `before` is the character before it. */
export function isLink(address: string, before: string): boolean {
  if (!URL.canParse(hrefOf(address))) return false
  if (scheme.test(address)) return /^https?:\/\/[^/?#]/i.test(address)
  // A part of something longer: another scheme, an e-mail address, a file's path, a name with an underscore, `%2F`.
  if (/^[a-z][a-z0-9+.-]*:(?!\d)/i.test(address) || /[\w@#/\\%]$/.test(before)) return false
  return /^www\.|^[^/?#:]*(?::\d+)?\//i.test(address) || classicEnding.test(address)
}

const scheme = /^https?:\/\//i

function hrefOf(address: string): string {
  return scheme.test(address) ? address : `https://${address}`
}

/** Endings that people write without `https://` and mean as a link; linkify knows all, `readme.md` and `thanks.so` too. */
const endings = [
  'com|net|org|edu|gov', // RFC 1591
  'info|biz', // ICANN's first round (2000), in everyday use
  // Endings of two parts, as countries' registries use them: https://publicsuffix.org/list/
  '(?:com?|net|org|ac|edu|sch|go[bv]|gouv)\\.[a-z]{2}',
  // Endings that are also words (`yes.or.no`) count only for the countries that have them.
  '(?:go|ne|or)\\.(?:jp|ke|kr|tz|ug)|(?:go|or)\\.(?:id|th)|or\\.at',
  'me\\.(?:ke|uk)|(?:ltd|plc)\\.uk|govt\\.nz',
]
const classicEnding = new RegExp(`^[^/?#:]*\\.(?:${endings.join('|')})(?:[/?#:]|$)`, 'i')
