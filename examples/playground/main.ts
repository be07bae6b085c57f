import { type Bubble, type Explanation, explainText, positionsIn } from 'messenger-cim/explain'
import { bubbleItem } from './bubble.ts'
import { curlFor, fixtureFor } from './copies.ts'
import { byId, h } from './dom.ts'
import { inputEditor, jsonView } from './editor.ts'
import { fragmentOf, stateIn } from './link.ts'
import { marksOf, remarkItem, remarksOf, resultOf } from './outcome.ts'
import type { Sample } from './sample.ts'

const samples = byId('samples', HTMLSelectElement)
const assumeLog = byId('assume-log', HTMLInputElement)
const directions = [...document.querySelectorAll<HTMLButtonElement>('[data-direction]')]
const said = byId('said', HTMLElement)

/** What was last in the editor for each direction, so that the other one is a click away. */
const texts = new Map<Sample['direction'], string>()
let direction: Sample['direction'] = 'webhook'
let explanation: Explanation | undefined
let later: ReturnType<typeof setTimeout> | undefined

const first = await stateIn(location.hash)
if (first !== undefined) assumeLog.checked = first.assumeLog
const editor = inputEditor(
  byId('editor', HTMLElement),
  first?.text ?? firstSample('webhook'),
  () => {
    clearTimeout(later)
    // While somebody writes, not with every letter.
    later = setTimeout(show, 120)
  },
)
const showResult = jsonView(byId('result', HTMLElement), 'Result of the translation, JSON')

for (const button of directions)
  button.addEventListener('click', () =>
    turn(button.dataset.direction === 'cim' ? 'cim' : 'webhook'),
  )
samples.addEventListener('change', () => {
  const text = SAMPLES[Number(samples.value)]?.text
  if (text !== undefined) replace(text)
})
assumeLog.addEventListener('change', show)
window.addEventListener('hashchange', async () => {
  const state = await stateIn(location.hash)
  if (state === undefined || state.text === editor.text()) return
  assumeLog.checked = state.assumeLog
  replace(state.text)
})
onCopy('copy-fixture', 'fixture', () => explanation && fixtureFor(editor.text(), explanation))
onCopy('copy-curl', 'curl command', () => explanation && curlFor(editor.text(), explanation))
onCopy('copy-link', 'link', () => location.href)
show()

function firstSample(which: Sample['direction']): string {
  return SAMPLES.find((sample) => sample.direction === which)?.text ?? ''
}

function replace(text: string): void {
  editor.replace(text)
  clearTimeout(later)
  show()
  revealWhatMatters(text)
}

/** What there is a remark about, else the body of a CIM message, which stands below a long header. */
function revealWhatMatters(text: string): void {
  const [mark] = explanation === undefined ? [] : marksOf(remarksOf(explanation), text)
  const body = explanation?.kind === 'cim-message' ? positionsIn(text)('body') : undefined
  editor.reveal((mark ?? body)?.from ?? 0)
}

function turn(to: Sample['direction']): void {
  if (to === direction) return
  texts.set(direction, editor.text())
  replace(texts.get(to) ?? firstSample(to))
}

/** Explains what is in the editor, and shows it. */
function show(): void {
  const text = editor.text()
  const found = explainText(text, { assumeLog: assumeLog.checked })
  explanation = found
  listSamples(directionOf(found), text)
  const remarks = remarksOf(found)
  const marks = marksOf(remarks, text)
  editor.mark(marks)
  showConversation(found, text)
  const { title, json } = resultOf(found)
  byId('title', HTMLElement).textContent = found.title
  byId('result-title', HTMLElement).textContent = title
  byId('remarks', HTMLElement).replaceChildren(
    ...remarks.map((remark, index) =>
      remarkItem(remark, () => marks[index] && editor.show(marks[index])),
    ),
  )
  showResult(JSON.stringify(json, null, 2))
  byId('copy-fixture', HTMLButtonElement).disabled = fixtureFor(text, found) === undefined
  byId('copy-curl', HTMLButtonElement).disabled = curlFor(text, found) === undefined
  document.documentElement.dataset.shown = String(
    Number(document.documentElement.dataset.shown ?? 0) + 1,
  )
  void keep(text)
}

/** What is neither stays where it was written. */
function directionOf({ kind }: Explanation): Sample['direction'] {
  if (kind === 'cim-message') return 'cim'
  return kind === 'webhook' ? 'webhook' : direction
}

function listSamples(now: Sample['direction'], text: string): void {
  const chosen = SAMPLES.findIndex((sample) => sample.text === text)
  if (now !== direction || samples.options.length === 0) {
    direction = now
    for (const button of directions)
      button.setAttribute('aria-pressed', String(button.dataset.direction === now))
    const mine = [...SAMPLES.entries()].filter(([, sample]) => sample.direction === now)
    const lists = [...new Set(mine.map(([, { group }]) => group))].map((label) => {
      const list = mine.filter(([, sample]) => sample.group === label)
      const options = list.map(([index, sample]) =>
        h('option', { value: String(index) }, sample.label),
      )
      return h('optgroup', { label }, ...options)
    })
    samples.replaceChildren(h('option', { value: '' }, 'your own'), ...lists)
  }
  samples.value = chosen < 0 ? '' : String(chosen)
}

function showConversation(found: Explanation, text: string): void {
  const all = found.kind === 'several' ? found.parts.map((part) => part.explanation) : [found]
  const talks = all.flatMap((one) => ('conversation' in one ? [one.conversation] : []))
  const isToCustomer = found.kind === 'cim-message' && found.direction === 'to-customer'
  showSide(
    'agent',
    talks.flatMap(({ agent }) => agent),
    isToCustomer ? '' : 'The agent sees nothing of this.',
    text,
  )
  showSide(
    'customer',
    talks.flatMap(({ customer }) => customer),
    'The customer sees nothing of this.',
    text,
  )
}

function showSide(
  id: 'agent' | 'customer',
  bubbles: readonly Bubble[],
  nothing: string,
  text: string,
): void {
  const find = positionsIn(text)
  const items = bubbles.map((bubble) =>
    bubbleItem(bubble, bubbles, (path) => {
      const place = find(path)
      if (place !== undefined) editor.show(place)
    }),
  )
  const list = byId(id, HTMLElement)
  list.replaceChildren(
    ...(items.length > 0 || nothing === ''
      ? items
      : [h('li', { class: 'row line nothing' }, h('p', {}, nothing))]),
  )
}

/** In the address's fragment, which no server sees; too long a text would make a link that nobody can use. */
async function keep(text: string): Promise<void> {
  const fragment =
    text.length > 200_000 ? '#' : await fragmentOf({ text, assumeLog: assumeLog.checked })
  if (text === editor.text()) history.replaceState(null, '', fragment)
}

function onCopy(id: string, what: string, content: () => string | undefined): void {
  byId(id, HTMLButtonElement).addEventListener('click', async () => {
    const text = content()
    if (text === undefined) return
    try {
      await navigator.clipboard.writeText(text)
      said.textContent = `Copied as ${what}.`
    } catch {
      said.textContent = `The browser lets no page copy here. Select and copy it by hand.`
    }
  })
}
