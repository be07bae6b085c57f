import type { BodyOf } from '../../cim/body.ts'
import type { CimContact } from '../../cim/contact.ts'
import { required } from '../invalid.ts'
import { isObject, listAt, textAt, valueAt } from '../open.ts'
import type { Rendering, Sending } from '../rendering.ts'
import { joinTexts, showText, textMessages } from '../text.ts'

/** CONTACT: per contact its name, phones, e-mails, organisation and the rest, as a text. */
export function contact(body: BodyOf<'CONTACT'>, sending: Sending): Rendering {
  const { text, adjustments } = showText(body.markdownText, sending)
  const cards = body.contacts.map((entry) => joinTexts(linesOf(entry), '\n'))
  const whole = joinTexts([text, ...cards], '\n\n')
  return textMessages({ text: required(whole, ['body', 'contacts']), adjustments })
}

function linesOf({ name, phones, additionalContactDetails: details }: CimContact): string[] {
  const [org] = listAt(details, 'org')
  return [
    textAt(name, 'formattedName') || namePartsOf(valueAt(name, 'additionalNameDetails')),
    ...(phones ?? []).map((entry) => textAt(entry, 'phone')),
    ...listAt(details, 'emails').map((entry) => textOf(entry, 'email')),
    joinTexts(
      ['title', 'department'].map((key) => textAt(org, key)),
      ', ',
    ),
    textOf(org, 'company'),
    ...listAt(details, 'urls').map((entry) => textOf(entry, 'url')),
    ...listAt(details, 'addresses').map(addressOf),
    textAt(details, 'birthday'),
  ]
}

/** The parts of a name that came without its whole; CX's versions spell the keys in two ways. */
function namePartsOf(details: unknown): string {
  const parts = ['prefix', 'first', 'middle', 'last', 'suffix'].map((part) => {
    return (
      textAt(details, part) || textAt(details, `${part}Name`) || textAt(details, `${part}_name`)
    )
  })
  return joinTexts(parts, ' ')
}

function addressOf(entry: unknown): string {
  if (!isObject(entry)) return textOf(entry, '')
  const keys = ['street', 'city', 'state', 'zip', 'country']
  return joinTexts(
    keys.map((key) => textAt(entry, key)),
    ', ',
  )
}

/** An entry that is a text itself, or an object that holds it under `key`. */
function textOf(entry: unknown, key: string): string {
  return isObject(entry) ? textAt(entry, key) : textAt(entry)
}
