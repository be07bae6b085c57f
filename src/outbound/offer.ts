import { clipText } from '../text/clip.ts'
import { type Adjustment, note } from './adjustment.ts'
import type { Choice } from './choice.ts'

/** A choice with a title that fits. */
type Fitted<C extends Choice = Choice> = { choice: C; title: string }

/** The choices that can be tapped, and the lines that put the others into words. */
export type Offer<C extends Choice> = {
  offered: readonly Fitted<C>[]
  lines: string
  adjustments: readonly Adjustment[]
}

/** The limits of a way to offer choices. */
type OfferRules<C extends Choice> = {
  canOffer: (choice: Choice) => choice is C
  maxItems: number
  maxTitle: number
}

/**
 * Offers as many choices as the rules allow. What the customer would not see then (the end of a title, a description, a
 * link that cannot be tapped, choices beyond the limit) is put into words.
 */
export function offer<C extends Choice>(
  choices: readonly Choice[],
  { canOffer, maxItems, maxTitle }: OfferRules<C>,
): Offer<C> {
  const fitted = fitTitles(choices, maxTitle)
  const able: Fitted<C>[] = []
  for (const { choice, title } of fitted) if (canOffer(choice)) able.push({ choice, title })
  const offered = able.slice(0, maxItems)
  const cut = cutTitles(offered)
  const unable = choices.filter((choice) => !canOffer(choice))
  const needsList =
    cut.length > 0 ||
    able.length > maxItems ||
    choices.some(({ description, section }) => description !== '' || section !== '')
  return {
    offered,
    lines: needsList
      ? listOf(choices, canOffer)
      : unable.map((choice) => wordsFor(choice, false)).join('\n'),
    adjustments: [
      ...cut,
      ...note(needsList, 'options-listed', 'all options are listed in the text, by number'),
      ...note(
        unable.length > 0,
        'buttons-dropped',
        `written in the text, since they cannot be tapped here: ${unable.length}`,
      ),
    ],
  }
}

/** Cuts titles to fit; those that would look the same then get their number. */
export function fitTitles<C extends Choice>(choices: readonly C[], max: number): Fitted<C>[] {
  const cut = choices.map((choice) => ({ choice, title: clipText(choice.title, max) }))
  // Nearly always, and counting takes as long as all the rest.
  if (cut.every(({ choice, title }) => title === choice.title)) return cut
  const uses = new Map<string, number>()
  for (const { title } of cut) uses.set(title, (uses.get(title) ?? 0) + 1)
  return cut.map(({ choice, title }, index) => {
    const isTwin = title !== choice.title && (uses.get(title) ?? 0) > 1
    return { choice, title: isTwin ? clipText(`${index + 1}. ${choice.title}`, max) : title }
  })
}

/** The adjustment for titles that were cut, if any were. */
export function cutTitles(fitted: readonly Fitted[]): Adjustment[] {
  const count = fitted.filter(({ choice, title }) => title !== choice.title).length
  return note(count > 0, 'title-clipped', `titles of buttons that were cut: ${count}`)
}

/** All choices by number, under the headings that CX gives them. */
function listOf(choices: readonly Choice[], canOffer: (choice: Choice) => boolean): string {
  return choices
    .flatMap((choice, index) => {
      const { section } = choice
      const isNew = section !== '' && section !== choices[index - 1]?.section
      const line = `${index + 1}. ${wordsFor(choice, canOffer(choice))}`
      return isNew ? [`${section}:`, line] : [line]
    })
    .join('\n')
}

/** A choice in words, with its address or number if it cannot be tapped. */
function wordsFor({ title, description, payload }: Choice, canTap: boolean): string {
  const what = canTap || title === payload ? title : `${title}: ${payload}`
  return description === '' ? what : `${what} – ${description}`
}
