import { find } from 'linkifyjs'
import {
  classicEndings,
  countrySecondParts,
  insideWord,
  linkEnders,
  trailingMarks,
} from './link-rules.ts'

/** A link in a text. `start` and `end` (exclusive) are UTF-16 offsets; `text` is what stands there. */
export type Link = { start: number; end: number; text: string; href: string }

/**
 * Finds the links in a text, in order. A link is an address with `http` or `https`; without a scheme
 * (`https` is then added in `href`) one with `www.`, with a path, or with a classic ending
 * (`example.com`, `example.co.uk`). E-mail addresses, other schemes, `readme.md` and `thanks.so` are text.
 *
 * @param text any text
 */
export function findLinks(text: string): Link[] {
  const links: Link[] = []
  // linkify is dear: a long text takes it 300 times as long as `JSON.parse`, and most words hold no link.
  for (let at = nextHint(text, 0); at !== -1; ) {
    const start = startOfWord(text, at)
    const end = endOfWord(text, at)
    addLinks(text.slice(start, end), start, links)
    at = nextHint(text, end)
  }
  return links
}

/**
 * The `href` of the link that a text consists of, white space around it aside; undefined when there is
 * anything else in it.
 *
 * @param text any text
 */
export function onlyLink(text: string): string | undefined {
  const trimmed = text.trim()
  if (/\s/.test(trimmed)) return undefined
  const [link] = findLinks(trimmed)
  return link?.text === trimmed ? link.href : undefined
}

/** Where a scheme or an ending may stand next, without which there is no link; -1 where none does. */
function nextHint(text: string, from: number): number {
  const hint = /\.[a-z\u0080-\uffff]|:\/\//gi
  hint.lastIndex = from
  return hint.exec(text)?.index ?? -1
}

/** A link ends at white space, so a word is all that linkify needs to see of a text. */
function startOfWord(text: string, at: number): number {
  let start = at
  while (start > 0 && !isSpaceAt(text, start - 1)) start -= 1
  return start
}

function endOfWord(text: string, at: number): number {
  let end = at
  while (end < text.length && !isSpaceAt(text, end)) end += 1
  return end
}

function isSpaceAt(text: string, index: number): boolean {
  const code = text.charCodeAt(index)
  // Printable ASCII, the rule, needs no expression.
  return !(code > 0x20 && code < 0x7f) && /\s/.test(text.charAt(index))
}

/** A whole word that is an address as most are written: a domain and a path, in ASCII. linkify takes all of it. */
const plainAddress =
  /^https?:\/\/(?:[a-z\d]+(?:-[a-z\d]+)*\.)+[a-z]{2,}(?:\/(?:[\w/.?=&%#+~-]*[a-z\d/])?)?$/i

function addLinks(word: string, offset: number, links: Link[]): void {
  if (plainAddress.test(word)) {
    links.push({ start: offset, end: offset + word.length, text: word, href: word })
    return
  }
  // Linkify takes a comma for a part of the address before it, also where the next address follows.
  const apart = word.replace(/,(?=https?:\/\/)/gi, ' ')
  for (const found of find(apart, 'url', { defaultProtocol: 'https' })) {
    const start = found.start + gluedBefore(found.value).length
    const before = word.slice(Math.max(0, start - 1), start)
    const address = trimAddress(word.slice(start, found.end), before)
    if (isLink(address, before)) {
      const from = offset + start
      links.push({ start: from, end: from + address.length, text: address, href: hrefOf(address) })
    }
  }
}

const scheme = /^https?:\/\//i

/** `看example.com`: letters of a script that shares no label with Latin ones are the word before. */
function gluedBefore(value: string): string {
  return /^[^\p{ASCII}\p{Script=Latin}]+(?=[a-z0-9])/iu.exec(value)?.[0] ?? ''
}

/** Takes off what belongs to the sentence around an address and not to the address. */
export function trimAddress(value: string, before: string): string {
  const ended = value.split(linkEnders, 1).join('')
  // What emphasises a link stands on both sides of it.
  const marks = /[*_~]/.test(before) ? trailingMarks + before : trailingMarks
  return withoutTrailing(marks, withoutGluedWord(ended))
}

/** The address without these characters at its end. */
export function withoutTrailing(marks: string, address: string): string {
  let end = address.length
  while (end > 0 && marks.includes(address.charAt(end - 1))) end -= 1
  return address.slice(0, end)
}

/**
 * `https://example.comです`: no ending of the root zone mixes ASCII with other letters, so where a host
 * ends in such a mixture the other letters are the next word.
 */
function withoutGluedWord(address: string): string {
  const glued = /^(?:https?:\/\/)?[^/?#:]*\.[a-z]{2,}(?=[^\p{ASCII}]+(?:[/?#:]|$))/iu.exec(address)
  return glued?.[0] ?? address
}

/** Whether an address that linkify found is meant as a link; `before` is the character before it. */
export function isLink(address: string, before: string): boolean {
  if (!URL.canParse(hrefOf(address))) return false
  if (scheme.test(address)) return /^https?:\/\/[^/?#]/i.test(address)
  if (/^[a-z][a-z0-9+.-]*:(?!\d)/i.test(address) || insideWord.test(before)) return false
  const [host = '', path] = address.split(/(?=[/?#:])/, 2)
  return /^www\./i.test(host) || hasPath(address, host, path) || hasClassicEnding(host)
}

/** Whether a `/` follows the host or its port. */
function hasPath(address: string, host: string, path: string | undefined): boolean {
  return path?.startsWith('/') === true || /^:\d+\//.test(address.slice(host.length))
}

function hasClassicEnding(host: string): boolean {
  const [ending = '', second = '', ...more] = host.toLowerCase().split('.').reverse()
  if (classicEndings.includes(ending)) return true
  const countries = Object.hasOwn(countrySecondParts, second) ? countrySecondParts[second] : []
  if (more.length === 0 || ending.length !== 2) return false
  return countries === 'any' || countries?.includes(ending) === true
}

function hrefOf(address: string): string {
  return scheme.test(address) ? address : `https://${address}`
}
