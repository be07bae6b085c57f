import type { BodyOf } from '../../cim/body.ts'
import type { CimContact } from '../../cim/contact.ts'
import { isObject } from '../../messenger/reading.ts'
import { type Path, required } from '../invalid.ts'
import { listAt, textAt, textsAt, valueAt } from '../open.ts'
import type { Rendering, Sending } from '../rendering.ts'
import { fieldReader, joinTexts, textMessages } from '../text.ts'
import { sendable } from '../web-address.ts'

/** CONTACT: the name, phones, e-mails, organisation and other details of each contact, as a text. */
export function contact(body: BodyOf<'CONTACT'>, sending: Sending): Rendering {
  const { show, adjustments } = fieldReader(sending)
  const text = show(body.markdownText)
  const cards = body.contacts.map((entry, index) =>
    joinTexts(linesOf(entry, ['body', 'contacts', index]).map(show), '\n'),
  )
  const whole = joinTexts([text, ...cards], '\n\n')
  return textMessages({ text: required(whole, ['body', 'contacts']), adjustments: adjustments() })
}

function linesOf(
  { name, phones, additionalContactDetails: details }: CimContact,
  path: Path,
): string[] {
  const [org] = [...listAt(details, 'org'), ...listAt(details, 'organization')]
  return [
    textAt(name, 'formattedName') ||
      namePartsOf(valueAt(name, 'additionalNameDetails')) ||
      textOf(name),
    ...(phones ?? []).map((entry) => textOf(entry, 'phone')),
    ...listAt(details, 'emails').map((entry) => textOf(entry, 'email', 'emailAddress')),
    joinTexts(textsAt(org, ['title', 'department']), ', '),
    textOf(org, 'company', 'name'),
    ...listAt(details, 'urls').map((entry) =>
      sendable(textOf(entry, 'url'), [...path, 'additionalContactDetails', 'urls']),
    ),
    ...listAt(details, 'addresses').map(addressOf),
    textAt(details, 'birthday'),
  ]
}

/** A name from its parts, when no whole name came. Versions of CX spell the keys differently. */
function namePartsOf(details: unknown): string {
  const parts = ['prefix', 'first', 'middle', 'last', 'suffix'].map((part) =>
    firstOf(textsAt(details, [part, `${part}Name`, `${part}_name`])),
  )
  return joinTexts(parts, ' ')
}

function addressOf(entry: unknown): string {
  const parts = textsAt(entry, ['street', 'city', 'state', 'zip', 'country'])
  return joinTexts(parts, ', ') || textOf(entry)
}

/** The text of an entry: the entry itself, or its value under one of the keys, else under any key. */
function textOf(entry: unknown, ...keys: readonly string[]): string {
  if (!isObject(entry)) return textAt(entry)
  const others = Object.keys(entry).filter((key) => !aside.test(key))
  return firstOf(textsAt(entry, [...keys, ...others]))
}

function firstOf(texts: readonly string[]): string {
  return texts.find(Boolean) ?? ''
}

/** Keys whose values describe the text or are shown elsewhere. */
const aside = /^(?:_.*|id|type|label|title|department)$/
