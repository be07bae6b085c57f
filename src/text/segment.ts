import { later } from '../schema/later.ts'

/**
 * Segmenters of Unicode's text boundaries (UAX 29). The locale is fixed, so that every machine cuts a text alike. It is
 * English, because an unknown locale (also `und`) falls back to the machine's own. Versions of a runtime can still
 * differ in their dictionaries of Thai, Khmer, Chinese and Japanese words.
 */
const locale = 'en'

/** What a reader sees as one character. */
export const graphemes = later(() => new Intl.Segmenter(locale, { granularity: 'grapheme' }))
/** Words, and the text between them. */
export const words = later(() => new Intl.Segmenter(locale, { granularity: 'word' }))
