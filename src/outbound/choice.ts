import type { CimButton } from '../cim/button.ts'
import type { Button } from '../messenger/button.ts'
import { limits } from '../messenger/limits.ts'
import { isVisible } from '../messenger/text.ts'
import type { Adjustment } from './adjustment.ts'
import { holdToLimit, type Path } from './invalid.ts'
import { textAt } from './open.ts'
import type { Sending } from './rendering.ts'
import { type FieldReader, fieldReader } from './text.ts'
import { sendable, writtenAddress } from './web-address.ts'

/** What a CIM button offers, before Messenger's limits apply. Its words are as the customer sees them. */
export type Choice = {
  title: string
  description: string
  /** The heading under which CX lists it. */
  section: string
  /**
   * `postback` sends its payload back to us. `web_url` and `phone_number` leave the conversation. `written` was meant
   * to, but Messenger does not take its address or number.
   */
  kind: 'postback' | 'web_url' | 'phone_number' | 'written'
  /** Payload, address or number. */
  payload: string
}

/**
 * Reads CIM buttons. One without title shows its payload, one without payload posts its title. One with neither is left
 * out; `blank` counts those.
 * @throws {LimitError} A payload is too long. It cannot be shortened, because the bot would not recognise it.
 * @throws {PayloadError} The address of a link holds a user name or a password.
 */
export function readChoices(
  buttons: readonly CimButton[],
  path: Path,
  sending: Sending,
): { choices: Choice[]; blank: number; adjustments: readonly Adjustment[] } {
  const { show, adjustments } = fieldReader(sending)
  const choices = buttons
    .map((button, index) => readChoice(button, { path, index, show }))
    .filter(({ title }) => title !== '')
  return { choices, blank: buttons.length - choices.length, adjustments: adjustments() }
}

function readChoice(
  button: CimButton,
  { path, index, show }: Pick<FieldReader, 'show'> & { path: Path; index: number },
): Choice {
  const { additionalButtonDetails: details } = button
  const named = (button.title ?? '').trim()
  const written = (button.payload ?? '').trim()
  const address = textAt(details, 'url')
  // A payload or an address is not Markdown, so it is shown unchanged.
  const title = isVisible(named) ? show(named) : ([written, address].find(isVisible) ?? '')
  const { kind, payload } = actionOf(button, written || named || title, { path, index })
  // A path for each button would take longer than its check.
  if (kind === 'postback' && payload.length > limits.buttonPayload.max) {
    holdToLimit(payload.length, limits.buttonPayload, [...path, index, 'payload'])
  }
  return {
    title: title.replace(unevenSpace, ' '),
    description: show(textAt(details, 'description')),
    section: show(textAt(details, 'sectionTitle')),
    kind,
    payload: kind === 'written' && written === '' ? title : payload,
  }
}

/** White space other than a single space. */
const unevenSpace = /\s{2,}|[^\S ]/g

function actionOf(
  button: CimButton,
  payload: string,
  { path, index }: { path: Path; index: number },
): Pick<Choice, 'kind' | 'payload'> {
  const kind = kindOf(button.type)
  // A bot recognises its payload only as it is.
  if (kind === 'postback')
    return { kind, payload: button.payload?.trim() ? button.payload : payload }
  const isLink = kind === 'web_url'
  const target = isLink ? addressOf(button, payload) : phoneNumber(payload)
  if (isLink) sendable(target ?? payload, [...path, index])
  return target === undefined ? { kind: 'written', payload } : { kind, payload: target }
}

/** The address of a link: its payload, or else what a field names so. */
function addressOf(button: CimButton, payload: string): string | undefined {
  return (
    writtenAddress(payload) ??
    writtenAddress(textAt(button.additionalButtonDetails, 'url')) ??
    writtenAddress(textAt(button, 'url'))
  )
}

type TappedKind = Exclude<Choice['kind'], 'written'>

/** `type` is free text in the vendor's model: `web_url`, `URL`, `Phone Number`, `String` … */
function kindOf(type: string | null | undefined): TappedKind {
  // As CX writes it, nearly always: that needs no expression.
  if (type === 'postback' || type === 'web_url' || type === 'phone_number') return type
  const word = (type ?? '').toLowerCase().replace(/[^a-z]/g, '')
  if (/^(?:(?:web)?url|link)$/.test(word)) return 'web_url'
  return /^(?:phone(?:number)?|call)$/.test(word) ? 'phone_number' : 'postback'
}

/**
 * A number in E.164, which Messenger dials. `(0)` is dialled only within the country. The country of a number without one
 * is not guessed.
 */
function phoneNumber(written: string): string | undefined {
  const number = written
    .replace(/^tel:/i, '')
    .replace(/\(0\)|[\s().\p{Pd}\p{Cf}]/gu, '')
    .replace(/^00/, '+')
  return /^\+[1-9]\d{3,14}$/.test(number) ? number : undefined
}

/** A choice that a template's button can offer. */
export type TappableChoice = Choice & { kind: TappedKind }

/** Whether a template's button can offer it. */
export function canTap(choice: Choice): choice is TappableChoice {
  return choice.kind !== 'written'
}

/** Whether a quick reply can offer it. */
export function isPostback(choice: Choice): choice is Choice & { kind: 'postback' } {
  return choice.kind === 'postback'
}

/** The button of a template, with a title that fits. */
export function toButton({ kind, payload }: TappableChoice, title: string): Button {
  return kind === 'web_url' ? { type: kind, url: payload, title } : { type: kind, title, payload }
}
