import type { BodyOf } from '../cim/body.ts'
import { limits } from '../messenger/limits.ts'
import type { TemplatePayload } from '../messenger/template-types.ts'
import { isVisible } from '../messenger/text.ts'
import { clipText } from '../text/clip.ts'
import { splitText } from '../text/split.ts'
import { type Adjustment, note } from './adjustment.ts'
import { canTap, readChoices, toButton } from './choice.ts'
import { mimeTypeFor } from './medium.ts'
import { cutTitles, fitTitles } from './offer.ts'
import { textAt } from './open.ts'
import type { Sending } from './rendering.ts'
import { type FieldReader, fieldReader, joinTexts } from './text.ts'
import { sendable, webAddress, writtenAddress } from './web-address.ts'

/** An element of a generic template. */
export type GenericElement = Extract<
  TemplatePayload,
  { template_type: 'generic' }
>['elements'][number]

/** An element of a CAROUSEL, rendered: a card or a text; `''` shows nothing. */
export type Card = {
  content: GenericElement | string
  adjustments: readonly Adjustment[]
}

type CarouselElement = BodyOf<'CAROUSEL'>['elements'][number]

/** Renders one element. Messenger needs more than one line of words for a card, so less goes as a text. */
export function cardOf(element: CarouselElement, index: number, sending: Sending): Card {
  const { show, adjustments } = fieldReader(sending)
  const text = show(element.text)
  const subtitle = subtitleOf(element, show)
  const said = joinTexts([text, subtitle], '\n')
  const pictured = linksOf(element, index)
  const tappable = buttonsOf(element, index, sending)
  const extras = { ...pictured.links, ...tappable.buttons }
  const lost = [...adjustments(), ...pictured.adjustments, ...tappable.adjustments]
  if (Object.keys(extras).length === 0 && (text === '' || subtitle === '')) {
    const isEmpty = said === '' && lost.length === 0
    const empty = note(isEmpty, 'elements-dropped', `element ${index + 1} shows nothing`)
    return { content: said, adjustments: [...lost, ...empty] }
  }
  const words = wordsOf(said, index)
  return {
    content: { ...words.words, ...extras },
    adjustments: [...lost, ...words.adjustments],
  }
}

/** The subtitle, which has no field of its own in CX's model. */
function subtitleOf(
  { additionalCarouselElementDetails: details }: CarouselElement,
  show: FieldReader['show'],
): string {
  return show([textAt(details, 'subtitle'), textAt(details, 'description')].find(isVisible))
}

/** Title and subtitle: the first line, and the rest. A card must have a title, so one without gets its number. */
function wordsOf(text: string, index: number) {
  const [first = '', ...others] = text.split('\n').filter(isVisible)
  const [title = '', ...overflow] = splitText(first.trim(), limits.elementTitle.max)
  const rest = [...overflow, ...others].map((line) => line.trim()).join(' ')
  const { max } = limits.elementSubtitle
  const detail = `the text of element ${index + 1} was cut`
  return {
    words: {
      title: isVisible(title) ? title : String(index + 1),
      ...(rest !== '' && { subtitle: clipText(rest, max) }),
    },
    adjustments: note(rest.length > max, 'title-clipped', detail),
  }
}

/** The picture of a card, and what a tap on it opens. A url that is not a picture can still be opened. */
function linksOf({ url, defaultAction }: CarouselElement, index: number) {
  const path = ['body', 'elements', index]
  const medium = sendable(webAddress(url), [...path, 'url'])
  const isPicture = medium !== undefined && isOfPicture(medium)
  const action = sendable(writtenAddress(defaultAction?.url), [...path, 'defaultAction', 'url'])
  const opens = action ?? (isPicture ? undefined : medium)
  const isUrlLost = isVisible(url) && !isPicture && (medium === undefined || opens !== medium)
  const isActionLost = isVisible(defaultAction?.url) && action === undefined
  const which = `of element ${index + 1}`
  return {
    links: {
      ...(isPicture && { image_url: medium }),
      ...(opens !== undefined && { default_action: { type: 'web_url', url: opens } as const }),
    },
    adjustments: [
      ...note(isUrlLost, 'elements-dropped', `a card cannot show the url ${which}`),
      ...note(isActionLost, 'buttons-dropped', `a tap ${which} opens no web address`),
    ],
  }
}

/** Whether an address may be a picture. One of unknown type counts as one. */
function isOfPicture(mediaUrl: string): boolean {
  const medium = { attachment: { mediaUrl }, shownAs: 'image' } as const
  return mimeTypeFor(medium)?.startsWith('image/') ?? true
}

function buttonsOf({ buttons }: CarouselElement, index: number, sending: Sending) {
  const path = ['body', 'elements', index, 'buttons']
  const { choices, blank, adjustments } = readChoices(buttons ?? [], path, sending)
  const fitted = fitTitles(choices.filter(canTap), limits.buttonTitle.max)
  const offered = fitted.slice(0, limits.buttons.max)
  const lost = blank + choices.length - offered.length
  return {
    buttons: offered.length > 0 && {
      buttons: offered.map(({ choice, title }) => toButton(choice, title)),
    },
    adjustments: [
      ...adjustments,
      ...cutTitles(offered),
      ...note(
        lost > 0,
        'buttons-dropped',
        `of the buttons of element ${index + 1} left out: ${lost}`,
      ),
    ],
  }
}
