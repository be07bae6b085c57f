import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { clipText } from '../../src/text/clip.ts'

/** Properties run a thousand times and more; a busy machine may take its time. */
vi.setConfig({ testTimeout: 60_000 })

describe('clipText', () => {
  it.each([
    ['Book a table', 20, 'Book a table'],
    ['exactly ten', 11, 'exactly ten'],
    ['Book a table now', 11, 'Book a tab…'],
    ['Book a table', 6, 'Book…'],
    ['👨‍👩‍👧‍👦👨‍👩‍👧‍👦', 12, '👨‍👩‍👧‍👦…'],
    ['👨‍👩‍👧‍👦👨‍👩‍👧‍👦', 13, '👨‍👩‍👧‍👦…'],
    ['👨‍👩‍👧‍👦', 5, '…'],
    ['ae\u0301x', 3, 'a…'],
    ['ab', 1, '…'],
    ['ab', 0, ''],
    ['', 0, ''],
  ])('clips %j to %i as %j', (text, max, clipped) => {
    expect(clipText(text, max)).toBe(clipped)
  })

  it('keeps the beginning of any text, whole graphemes, within the length', () => {
    const unit = fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }))
    fc.assert(
      fc.property(unit, fc.integer({ min: 1, max: 12 }), (text, max) => {
        const clipped = clipText(text, max)
        expect(clipped.length).toBeLessThanOrEqual(max)
        fc.pre(text.length > max)
        expect(clipped.endsWith('…')).toBe(true)
        const kept = clipped.slice(0, -1)
        expect(text.startsWith(kept)).toBe(true)
        const next = text.slice(kept.length).search(/\S/) + kept.length
        const starts = Array.from(new Intl.Segmenter('en').segment(text), ({ index }) => index)
        expect(starts).toContain(
          kept === '' ? 0 : starts.includes(kept.length) ? kept.length : next,
        )
      }),
      { numRuns: 2000 },
    )
  })
})
