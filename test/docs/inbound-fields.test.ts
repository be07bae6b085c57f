import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type InboundContext, messengerToCim } from '../../src/inbound/index.ts'
import { parseJson } from '../../src/webhook/index.ts'
import { contextOf } from '../inbound/fixture-context.ts'

const page = readFileSync(join(import.meta.dirname, '../../docs/inbound.md'), 'utf8')
const root = join(import.meta.dirname, '../fixtures/inbound')

type Path = readonly (string | number)[]
type Item = { file: string; item: object; translate(item: unknown): string }
type Field = { file: string; name: string; value: unknown; isShown: boolean }

const rows = rowsOf('Where each field goes')
const isRaw = new Map(rows.map(([name, goesTo]) => [name, /\braw\b/.test(goesTo)]))
const items = globSync('*/*/webhook.json', { cwd: root }).toSorted().flatMap(itemsOf)
const fields = items.flatMap(fieldsOf)

describe('the table of fields in docs/inbound.md', () => {
  it('names a place or a reason for every field that a fixture has and its messages do not show', () => {
    expect(items.length).toBeGreaterThan(150)
    const lost = fields.filter(
      ({ name, isShown }) => !isShown && isRaw.get(rowFor(name) ?? '') !== true,
    )
    expect(lost.map(({ file, name }) => `${file}: ${name}`)).toEqual([])
  })

  it('names a place only for fields that a fixture shows', () => {
    const placed = rows.filter(([, goesTo]) => !goesTo.startsWith('raw')).map(([name]) => name)
    const shown = new Set(fields.flatMap(({ name, isShown }) => (isShown ? rowFor(name) : [])))
    expect(placed.filter((name) => !shown.has(name))).toEqual([])
  })

  it('has a row for every field that messages show, except in attachments that are kept as they came', () => {
    const unknown = fields.filter(({ name, file }) => !rowFor(name) && !/^unknown-/.test(file))
    expect(unknown.map(({ file, name }) => `${file}: ${name}`)).toEqual([])
  })

  it('has a fixture for every row, and each row once', () => {
    const shown = new Set(fields.map(({ name }) => rowFor(name)))
    const names = rows.map(([name]) => name)
    expect(names.filter((name) => !shown.has(name) && !onlySkipped.includes(name))).toEqual([])
    expect(new Set(names).size).toBe(names.length)
  })

  it('says of no field that it is left out if each fixture shows it', () => {
    const plainRaw = rows.filter(([, goesTo]) => goesTo.startsWith('raw')).map(([name]) => name)
    expect(plainRaw.filter((name) => tellsAlways(name))).toEqual([])
  })
})

/** Fields of events that become no message. */
const onlySkipped = ['sender.user_ref', 'recipient.user_ref']

function tellsAlways(name: string): boolean {
  const found = fields.filter((field) => rowFor(field.name) === name)
  return found.length > 0 && found.every(({ isShown }) => isShown)
}

/** The events of a fixture that become messages, each alone in a webhook of its own. */
function itemsOf(file: string): Item[] {
  const payload: unknown = parseJson(readFileSync(join(root, file), 'utf8'))
  const path = join(root, dirname(file), 'context.json')
  const written = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {}
  const context = { ...contextOf(written), echoes: 'translate', standby: 'translate' } as const
  return listsOf(payload).flatMap(({ entry, item }) => {
    const translate = translatorOf(entry, context)
    return isObject(item) && translate(item) !== '' ? [{ file, item, translate }] : []
  })
}

/** Gives all values in the messages of an item; `''` where a part of it becomes none. */
function translatorOf(entry: object, context: InboundContext) {
  return function translate(item: unknown): string {
    const only = { ...entry, messaging: [item], standby: undefined }
    const { messages, skipped } = messengerToCim({ object: 'page', entry: [only] }, context)
    return skipped.length > 0 ? '' : textsIn(messages).join('\n')
  }
}

function textsIn(value: unknown): string[] {
  return leavesOf(value).map((leaf) => String(leaf.value))
}

function listsOf(payload: unknown): { entry: object; item: unknown }[] {
  const entries = isObject(payload) && Array.isArray(payload.entry) ? payload.entry : []
  return entries.filter(isObject).flatMap((entry) =>
    [entry.messaging, entry.standby]
      .filter((list) => Array.isArray(list))
      .flat()
      .map((item) => ({ entry, item })),
  )
}

/** Every value in an item that says something, and whether the messages show it: as it is, or by a difference. */
function fieldsOf({ file, item, translate }: Item): Field[] {
  const messages = translate(item)
  return leavesOf(item)
    .filter(({ path, value }) => saysSomething(value) && !isOfAnotherType(nameOf(path)))
    .map(({ path, value }) => {
      const isThere = messages.includes(String(value))
      const isShown =
        (String(value).length > 2 && isThere) ||
        [undefined, otherThan(value)].some(
          (other) => translate(withAt(item, path, other)) !== messages,
        )
      return { file, name: nameOf(path), value, isShown }
    })
}

function saysSomething(value: unknown): boolean {
  return !(value === null || value === undefined || value === false || String(value).trim() === '')
}

/** A value where the table knows fields: one of another type counts as absent. */
function isOfAnotherType(name: string): boolean {
  const isDeeper = rows.some(([row]) => row.startsWith(`${name}.`) || row.startsWith(`${name}[`))
  return isDeeper && !isRaw.has(name)
}

function leavesOf(value: unknown, path: Path = []): { path: Path; value: unknown }[] {
  if (typeof value !== 'object' || value === null) return [{ path, value }]
  const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(value)
  return entries.flatMap(([key, child]) => leavesOf(child, [...path, key]))
}

function withAt(value: unknown, [key, ...rest]: Path, other: unknown): unknown {
  if (key === undefined) return other
  if (Array.isArray(value)) {
    return value.map((child, index) => (index === key ? withAt(child, rest, other) : child))
  }
  return { ...Object(value), [key]: withAt(Reflect.get(Object(value), key), rest, other) }
}

function otherThan(value: unknown): unknown {
  if (typeof value === 'number') return value + 7
  return typeof value === 'boolean' ? !value : `${value}7`
}

/** A path as the table writes it. */
function nameOf(path: Path): string {
  return path
    .map((key) => (typeof key === 'number' ? '[]' : `.${key}`))
    .join('')
    .slice(1)
    .replace(/^(?:message|postback)\.referral\b/, 'referral')
    .replace(/^message\.attachments(?:\[\])?/, 'attachments[]')
    .replace('payload.product.elements', 'payload.elements')
    .replace('elements[].buttons', 'buttons')
    .replace(/(messaging_feedback.*questions)\.[^.]+/, '$1.*')
    .replace(/^lead\.data\.(?=question|answer)/, 'lead.data[].')
}

/** The row that a field belongs to: its own or that of what it lies in. */
function rowFor(name: string): string | undefined {
  const names = rows.map(([row]) => row)
  return names.find((row) => row === name) ?? names.find((row) => isWithin(name, row))
}

function isWithin(name: string, row: string): boolean {
  return name.startsWith(`${row}.`) || name.startsWith(`${row}[`)
}

function rowsOf(heading: string): [name: string, goesTo: string][] {
  const section = page.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? ''
  return [...section.matchAll(/^\| `([^`]+)` \| (.+) \|$/gm)].map(([, name = '', goesTo = '']) => [
    name,
    goesTo,
  ])
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
