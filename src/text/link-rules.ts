/**
 * What tells a link from other text, as data. linkify knows every ending of the root zone, so on its own
 * it takes `readme.md` and `thanks.so` for links; people who write without a scheme mean far fewer.
 */

/** Endings that people write without `https://` and mean as a link; RFC 1591's first ones and the two that everyone knows. */
export const classicEndings: readonly string[] = [
  'com', // RFC 1591
  'net', // RFC 1591
  'org', // RFC 1591
  'edu', // RFC 1591
  'gov', // RFC 1591
  'info', // ICANN's first round (2000), in everyday use
  'biz', // ICANN's first round (2000), in everyday use
]

/** Countries in two-letter codes, or every country. */
type Countries = readonly string[] | 'any'

/**
 * Second parts of two-part country endings (`co.uk`, `com.pk`), as the countries' registries use them:
 * https://publicsuffix.org/list/. Where the part is a word of its own (`yes.or.no`), only the countries
 * that have it count.
 */
export const countrySecondParts: Readonly<Record<string, Countries>> = {
  ac: 'any', // universities: ac.uk, ac.jp
  co: 'any', // companies: co.uk, co.in
  com: 'any', // companies: com.pk, com.au
  edu: 'any', // schools: edu.pk, edu.au
  gob: 'any', // governments: gob.mx, gob.es
  gouv: 'any', // governments: gouv.fr, gouv.ci
  gov: 'any', // governments: gov.uk, gov.pk
  govt: ['nz'],
  go: ['id', 'jp', 'ke', 'kr', 'th', 'tz', 'ug'], // governments
  ltd: ['uk'],
  me: ['ke', 'uk'], // persons
  ne: ['jp', 'ke', 'kr', 'tz', 'ug'], // networks
  net: 'any', // networks: net.pk, net.au
  or: ['at', 'id', 'jp', 'ke', 'kr', 'th', 'tz', 'ug'], // organisations
  org: 'any', // organisations: org.uk, org.pk
  plc: ['uk'],
  sch: 'any', // schools: sch.uk, sch.id
}

/**
 * Characters at which a link ends wherever they stand: punctuation of other scripts, which linkify takes
 * for letters, and invisible marks of direction. None of them stands unescaped in an address (RFC 3986
 * has only ASCII), and browsers copy them escaped.
 */
export const linkEnders =
  /[،؛؟۔।॥。｡、，．！？；：（）［］｛｝【】〔〕〈〉《》「」『』“”„‘«»…\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/u

/**
 * Characters that a link does not end in: most of those that GitHub's Markdown names (extended autolinks), and
 * quotes. Its `*`, `_` and `~` do end addresses, such as those of videos; around a link they emphasise it.
 * https://github.github.com/gfm/#extended-autolink-path-validation
 */
export const trailingMarks = '?!.,:\'"’`'

/**
 * What stands right before an address without scheme when it is a piece of something longer: an e-mail
 * address, a file's path, a name with an underscore.
 */
export const insideWord = /[\w@#/\\]$/
