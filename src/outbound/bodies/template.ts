import type { BodyOf } from '../../cim/body.ts'
import { isObject } from '../../messenger/reading.ts'
import type { UtilityTemplate } from '../../messenger/template-types.ts'
import { type Path, required } from '../invalid.ts'
import { textAt } from '../open.ts'
import { plainValue } from '../plain-value.ts'
import { messages, type Rendering, type Sending } from '../rendering.ts'
import { type FieldReader, fieldReader } from '../text.ts'
import { sendable, webAddress } from '../web-address.ts'

type Component = NonNullable<UtilityTemplate['components']>[number]
type Parameter = NonNullable<Component['parameters']>[number]
type CimComponent = NonNullable<BodyOf<'TEMPLATE'>['components']>[number]

/**
 * TEMPLATE: a template of the Page that Meta approved, by its name. CX writes it as WhatsApp does, with
 * a component per button; Messenger has one component for all buttons.
 * @see https://developers.facebook.com/docs/messenger-platform/send-messages/utility-messages
 */
export function template(body: BodyOf<'TEMPLATE'>, sending: Sending): Rendering {
  const { show, adjustments } = fieldReader(sending)
  const { name, language } = body
  const written = typeof language === 'string' ? language : language?.code
  const code = required(written, ['body', 'language', 'code']).trim()
  const key = body.components ? 'components' : 'component'
  const placed = (body[key] ?? []).map((component, index) => {
    const path = ['body', key, index]
    return { component, path, word: wordOf(component.type, [...path, 'type']) }
  })
  const texts = placed.filter(({ word }) => !isButton(word))
  const buttons = placed
    .filter(({ word }) => isButton(word))
    .toSorted((a, b) => indexOf(a.component) - indexOf(b.component))
    .flatMap(({ component, path }) => parametersOf(component, path, buttonParameter))
  const filled: Component[] = [
    ...texts.map(({ component, path, word }) => ({
      type: word,
      parameters: parametersOf(component, path, (given) => textParameter(given, show)),
    })),
    ...(buttons.length > 0 ? [{ type: 'buttons', parameters: buttons }] : []),
  ]
  const parts = filled.length > 0 && { components: filled }
  return messages([{ template: { name, language: { code }, ...parts } }], adjustments())
}

function wordOf(type: string | null | undefined, path: Path): string {
  return required(type, path).trim().toLowerCase()
}

function isButton(word: string): boolean {
  return /^buttons?$/.test(word)
}

/** The button of the template that a component fills; 0 when it does not say. */
function indexOf({ additionalComponentDetails: details }: CimComponent): number {
  return Number(textAt(details, 'index')) || 0
}

/** A parameter of CX, with the path of its details. */
type Given = { type: string; details: unknown; path: Path }

function parametersOf(
  { parameters }: CimComponent,
  path: Path,
  read: (given: Given) => Parameter,
): Parameter[] {
  return (parameters ?? []).map(({ parameterType, additionalParameterDetails: details }, index) => {
    const at = [...path, 'parameters', index]
    const type = wordOf(parameterType, [...at, 'parameterType'])
    return read({ type, details, path: [...at, 'additionalParameterDetails'] })
  })
}

/** A parameter with its type and details. A bare value goes under the name of its type. */
function textParameter({ type, details, path }: Given, show: FieldReader['show']): Parameter {
  const given = plainValue(details, path)
  const value = isObject(given) ? given : plainValue({ [type]: given }, path)
  const { type: _, ...kept } = isObject(value) ? value : {}
  if (type === 'text') return { type, ...kept, text: required(show(textAt(kept, 'text')), path) }
  holdToOpenAddresses(kept, path)
  return { type, ...kept }
}

/** Refuses addresses with credentials: in the details of a header's picture or file, or in a button. */
function holdToOpenAddresses(value: unknown, path: Path): void {
  if (typeof value === 'string') sendable(webAddress(value) ?? value.trim(), path)
  if (!isObject(value)) return
  for (const [key, inner] of Object.entries(value)) holdToOpenAddresses(inner, [...path, key])
}

/** The value of a button: what a tap posts (`payload`), or the end of the address that it opens (`text`). */
function buttonParameter({ type, details, path }: Given): Parameter {
  const written = isObject(details) ? textAt(details, type) : textAt(details)
  const value = required(written, path)
  holdToOpenAddresses(value, path)
  return type === 'payload' ? { type: 'POSTBACK', payload: value } : { type: 'URL', url: value }
}
