import { later } from '../schema/later.ts'
import type { Cut } from './cuts.ts'

/** The kinds of places at which to cut a text, the best first. */
export const ranks: readonly ((cut: Cut, text: string) => boolean)[] = [
  // The end of a paragraph.
  ({ space }) => /\u2029|(?:[\n\u2028]|\r(?!\n))\s*[\n\r\u2028]/.test(space),
  // The end of a line.
  ({ space }) => /[\n\r\u2028]/.test(space),
  // The end of a sentence. Before a small letter, a full stop may belong to an abbreviation: `ecc. che`.
  (cut, text) =>
    endsSentence(cut, text) && !/^\.\s+\p{Ll}/u.test(text.slice(cut.end - 1, cut.next + 2)),
  endsSentence,
  // A possible end of a sentence after what may be an abbreviation: `Ask Max. He knows`.
  ({ end, next }, text) => {
    if (text.charAt(end - 1) !== '.') return false
    return /^\p{Lu}/u.test(text.slice(next, next + 2)) && lastWord().test(before(text, end))
  },
  // Between words, but not within `Dr. Ali`, `3. Mai`, `+49 170 123`, `1 250 000 €`.
  (cut, text) => !holdsWords(cut, text),
  () => true,
]

/** Whether a sentence ends here: by its sign, with the quotes and brackets that close behind it. */
function endsSentence(cut: Cut, text: string): boolean {
  if (cut.space === '') return true
  // A full stop before a digit nearly always belongs to an abbreviation: `order no. 4411`.
  if (/^\.\s+\d/.test(text.slice(cut.end - 1, cut.next + 1))) return false
  return sentenceEnd.test(text.slice(Math.max(0, cut.end - 8), cut.end)) && !holdsWords(cut, text)
}

const sentenceEnd = /[\p{STerm}…][\p{Pe}\p{Pf}"'*_~]*$/u

/** Abbreviations, after which a sentence goes on. */
const abbreviation = wordsWithStop(
  '(?:\\p{L}\\p{M}*\\.)*\\p{L}\\p{M}*', // lone letters: z. B., J. R., e.g.
  '[b-df-hj-np-tv-xzßб-джзй-нп-тф-щ]{2,5}', // without a vowel: Dr., Nr., bzw., кв., стр.
  'prof|tel|inc|co|corp|approx|dept|est|ext|fig|vol|capt|gen|col|rev|hon|ave|apt|etc', // English
  'ca|evtl|inkl|exkl|usw|abs|abt|art|anh|mio|sek|std|fa|ing|dipl|allg|max|min', // German
  'mme|mlle|env|éd|av|art|p\\. ex|réf|tél', // French
  'sra|srta|ud|uds|avda|pág|núm|ej|dra|depto', // Spanish
  'jan|feb|apr|aug|sept?|o[ck]t|nov|de[cz]', // months
  'ул|руб|тел|им|тыс', // Russian
  'cad|sok|mah', // Turkish
)
/**
 * Abbreviations that are also words or names, or usually come last: a sentence may end there before a capital letter.
 */
const lastWord = wordsWithStop(
  'max|art|jan|min|fig|ext|etc|usw|inc|co|corp|ltd|mio|std|jr|sr|pm|k[gm]|[cm]m|руб',
)
/** `No. 5`, but not `She said no. 5 others agreed`. */
const numbered = /(?<!\p{L})No\.$/u
/** Words before an ordinal number: `am 3.` */
const counting = /(?:^|[\s(])(?:am|im|der|die|das|dem|den|des|zum|zur|vom|bis|ab|seit)\s+$/i
/** What follows an ordinal number: a month, or a word without a capital. Other numbers may end a sentence. */
const counted = /^(?:\p{Ll}|\d|Jan|Jän|Feb|Mär|Mrz|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez)/u

/** Whether the white space lies within one expression. */
function holdsWords({ end, next }: Cut, text: string): boolean {
  const last = text.charAt(end - 1)
  if (/[\d)\p{Sc}]/u.test(last)) return /[\d(%\p{Sc}]/u.test(text.charAt(next))
  if (last !== '.') return false
  const words = before(text, end)
  const [number = ''] = /(?<!\d|\d[.,])\d{1,3}\.$/.exec(words) ?? []
  if (number !== '') {
    return counted.test(text.slice(next, next + 3)) || counting.test(words.slice(0, -number.length))
  }
  return abbreviation().test(words) || (numbered.test(words) && /\d/.test(text.charAt(next)))
}

/** The text before `end`, as much as abbreviations and numbers need. */
function before(text: string, end: number): string {
  return text.slice(Math.max(0, end - 24), end)
}

function wordsWithStop(...words: readonly string[]): () => RegExp {
  return later(() => new RegExp(`(?<!\\p{L})(?:${words.join('|')})\\.$`, 'iu'))
}
