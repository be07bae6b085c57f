import type { BodyOf } from '../../cim/body.ts'
import { limits } from '../../messenger/limits.ts'
import type { OutgoingMessage } from '../../messenger/send-request.ts'
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
import { textAt } from '../open.ts'
import { inOrder, messages, type Rendering, type Sending, told } from '../rendering.ts'
import { joinTexts, type ShownText, showText, textMessages } from '../text.ts'

/** Stands above buttons that came without a word; in no language, since nobody knows the customer's. */
const neutralLine = '⬇️'

/**
 * BUTTON: a button template where all fits one, else a text with quick replies.
 * @see https://developers.facebook.com/docs/messenger-platform/send-messages/template/button
 * @see https://developers.facebook.com/docs/messenger-platform/send-messages/quick-replies
 */
export function button(body: BodyOf<'BUTTON'>, sending: Sending): Rendering {
  const choices = readChoices(body.buttons ?? [], ['body', 'buttons'])
  const own = showText(ownText(body.additionalDetails), sending)
  const said = showText(body.markdownText, sending)
  const shown = said.text === '' ? own : said
  if (choices.length === 0) {
    return textMessages({ ...shown, text: required(shown.text, ['body', 'buttons']) })
  }
  const isQuick = /^quick_?repl/i.test(body.buttonMessageType ?? '')
  if (!isQuick && choices.filter(canTap).length <= limits.buttons.max) {
    return buttonTemplate(choices, shown, said.text === '' ? '' : own.text)
  }
  return inOrder(quickReplies(choices, shown), told(isQuick ? [] : [asQuickReplies]))
}

const asQuickReplies = {
  kind: 'buttons-as-quick-replies',
  detail: `more than ${limits.buttons.max} buttons; a tap on one puts all away`,
} as const

/** What the buttons say themselves, in the form that CX has for WhatsApp. */
function ownText(additionalDetails: unknown): string {
  const parts = ['header', 'body', 'footer']
  return joinTexts(
    parts.map((part) => textAt(additionalDetails, 'interactive', part, 'text')),
    '\n',
  )
}

function buttonTemplate(choices: readonly Choice[], shown: ShownText, own: string): Rendering {
  const { offered, lines, adjustments } = offer(choices, {
    canOffer: canTap,
    maxItems: limits.buttons.max,
    maxTitle: limits.buttonTitle.max,
  })
  const text = joinTexts([shown.text, lines], '\n\n')
  const isOne = offered.length > 0 && text.length <= limits.buttonText.max
  return inOrder(
    textMessages({ ...shown, text: isOne ? '' : text }),
    messages(offered.length === 0 ? [] : [templateOf(isOne ? text : own, offered)]),
    told(adjustments),
  )
}

function templateOf(text: string, offered: Offer<TappableChoice>['offered']): OutgoingMessage {
  const isFitting = text !== '' && text.length <= limits.buttonText.max
  return {
    attachment: {
      type: 'template',
      payload: {
        template_type: 'button',
        text: isFitting ? text : neutralLine,
        buttons: offered.map(({ choice, title }) => toButton(choice, title)),
      },
    },
  }
}

function quickReplies(choices: readonly Choice[], shown: ShownText): Rendering {
  const { offered, lines, adjustments } = offer(choices, {
    canOffer: isPostback,
    maxItems: limits.quickReplies.max,
    maxTitle: limits.quickReplyTitle.max,
  })
  const text = joinTexts([shown.text, lines], '\n\n') || neutralLine
  return inOrder(
    textMessages({ text, adjustments: shown.adjustments }, repliesOf(offered)),
    told(adjustments),
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
