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
  if (!mayHoldLink.test(text)) return []
  // Linkify takes a comma for a part of the address before it, also where the next address follows.
  const apart = text.replace(/,(?=https?:\/\/)/gi, ' ')
  return find(apart, 'url', { defaultProtocol: 'https' }).flatMap((found) => {
    const start = found.start + gluedBefore(found.value).length
    const before = text.slice(Math.max(0, start - 1), start)
    const address = trimAddress(text.slice(start, found.end), before)
    if (!isLink(address, before)) return []
    return [{ start, end: start + address.length, text: address, href: hrefOf(address) }]
  })
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

/** No link without a scheme or the beginning of an ending; spares most texts the much dearer linkify. */
const mayHoldLink = /\.[a-z\u0080-\uffff]|:\/\//i

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

function withoutTrailing(marks: string, address: string): string {
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

function isLink(address: string, before: string): boolean {
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
