import type { BodyOf } from '../../cim/body.ts'
import { limits } from '../../messenger/limits.ts'
import type { OutgoingMessage } from '../../messenger/send-request.ts'
import { type Adjustment, note } from '../adjustment.ts'
import {
  type Choice,
  canTap,
  isPostback,
  readChoices,
  type TappableChoice,
  toButton,
} from '../choice.ts'
import { required } from '../invalid.ts'
import { type Offer, offer } from '../offer.ts'
import { textAt, valueAt } from '../open.ts'
import { adjusted, inOrder, messages, type Rendering, type Sending } from '../rendering.ts'
import { joinTexts, showText, textMessages } from '../text.ts'

/** The text above buttons that came without one. An emoji, because the customer's language is unknown. */
const neutralLine = '⬇️'

const path = ['body', 'buttons']

/**
 * BUTTON: a button template if everything fits into one, else a text with quick replies.
 * @see https://developers.facebook.com/docs/messenger-platform/send-messages/template/button
 * @see https://developers.facebook.com/docs/messenger-platform/send-messages/quick-replies
 */
export function button(body: BodyOf<'BUTTON'>, sending: Sending): Rendering {
  const { choices, blank, adjustments } = readChoices(body.buttons ?? [], path, sending)
  const lost = note(blank > 0, 'buttons-dropped', `without title and payload: ${blank}`)
  return inOrder(choiceMessages(choices, body, sending), adjusted([...adjustments, ...lost]))
}

function choiceMessages(
  choices: readonly Choice[],
  body: BodyOf<'BUTTON'>,
  sending: Sending,
): Rendering {
  const words = wordsOf(body, sending)
  if (choices.length === 0) {
    const text = required(wholeOf(words, ''), path)
    return textMessages({ ...words, text })
  }
  if (/^quick[\s_-]*repl/i.test(body.buttonMessageType ?? '')) {
    return quickReplies(choices, words, [])
  }
  const tappable = choices.filter(canTap).length
  return tappable > 0 && tappable <= limits.buttons.max
    ? buttonTemplate(choices, words)
    : quickReplies(choices, words, [asQuickReplies])
}

const asQuickReplies = {
  kind: 'buttons-as-quick-replies',
  detail: `more than ${limits.buttons.max} buttons; a tap on one puts all away`,
} as const

/** The texts of a message with buttons: its own (`said`), and what the buttons add to it (`own`). */
type Words = { said: string; own: string; adjustments: readonly Adjustment[] }

/** Reads both texts. The buttons' own, in CX's form for WhatsApp, is left out where it repeats the message's. */
function wordsOf({ markdownText, additionalDetails }: BodyOf<'BUTTON'>, sending: Sending): Words {
  const said = showText(markdownText, sending)
  if (valueAt(additionalDetails, 'interactive') === undefined) {
    return { said: said.text, own: '', adjustments: said.adjustments }
  }
  const own = ['header', 'body', 'footer']
    .map((part) => textAt(additionalDetails, 'interactive', part, 'text'))
    .filter((text) => text !== '')
    .map((text) => showText(text, sending))
    .filter(({ text }) => !spaced(said.text).includes(spaced(text)))
  return {
    said: said.text,
    own: joinTexts(
      own.map(({ text }) => text),
      '\n',
    ),
    adjustments: [said, ...own].flatMap(({ adjustments }) => adjustments),
  }
}

function spaced(text: string): string {
  return ` ${text.trim().replace(/\s+/g, ' ')} `
}

function buttonTemplate(choices: readonly Choice[], words: Words): Rendering {
  const { offered, lines, adjustments } = offer(choices, {
    canOffer: canTap,
    maxItems: limits.buttons.max,
    maxTitle: limits.buttonTitle.max,
  })
  const { before, above } = placesOf(words, lines)
  return inOrder(
    textMessages({ ...words, text: before }),
    messages([templateOf(above || neutralLine, offered)]),
    adjusted(adjustments),
  )
}

function wholeOf({ said, own }: Words, lines: string): string {
  return joinTexts([said, own, lines], '\n\n')
}

/** All texts above the buttons if they fit there; else the ones that are too long go before, as messages. */
function placesOf(words: Words, lines: string): { before: string; above: string } {
  const whole = wholeOf(words, lines)
  const { said, own } = words
  const { max } = limits.buttonText
  if (whole.length <= max) return { before: '', above: whole }
  if (said === '' || own.length > max) return { before: whole, above: '' }
  return { before: wholeOf({ ...words, own: '' }, lines), above: own }
}

function templateOf(text: string, offered: Offer<TappableChoice>['offered']): OutgoingMessage {
  const buttons = offered.map(({ choice, title }) => toButton(choice, title))
  return {
    attachment: { type: 'template', payload: { template_type: 'button', text, buttons } },
  }
}

function quickReplies(
  choices: readonly Choice[],
  words: Words,
  instead: readonly Adjustment[],
): Rendering {
  const { offered, lines, adjustments } = offer(choices, {
    canOffer: isPostback,
    maxItems: limits.quickReplies.max,
    maxTitle: limits.quickReplyTitle.max,
  })
  const text = wholeOf(words, lines) || neutralLine
  return inOrder(
    textMessages({ ...words, text }, repliesOf(offered)),
    adjusted(adjustments),
    adjusted(offered.length > 0 ? instead : []),
  )
}

function repliesOf(offered: Offer<Choice>['offered']): Pick<OutgoingMessage, 'quick_replies'> {
  if (offered.length === 0) return {}
  return {
    quick_replies: offered.map(({ choice, title }) => ({
      content_type: 'text',
      title,
      payload: choice.payload,
    })),
  }
}
