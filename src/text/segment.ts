import { later } from './later.ts'

/**
 * Segmenters of Unicode's text boundaries (UAX 29). The locale is fixed, so that a text is cut the same
 * wherever it runs; English because an unknown one, `und` too, falls back to the machine's own. What may
 * differ between versions of a runtime is its dictionary of Thai, Khmer, Chinese and Japanese words.
 */
const locale = 'en'

/** What a reader takes for one character. */
export const graphemes = later(() => new Intl.Segmenter(locale, { granularity: 'grapheme' }))
/** Words and what stands between them. */
export const words = later(() => new Intl.Segmenter(locale, { granularity: 'word' }))
