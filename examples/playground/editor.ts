import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { json } from '@codemirror/lang-json'
import {
  bracketMatching,
  foldGutter,
  foldKeymap,
  HighlightStyle,
  syntaxHighlighting,
} from '@codemirror/language'
import { EditorState, type Extension, StateEffect, StateField } from '@codemirror/state'
import {
  Decoration,
  type DecorationSet,
  drawSelection,
  EditorView,
  highlightActiveLine,
  keymap,
  lineNumbers,
  WidgetType,
} from '@codemirror/view'
import { tags } from '@lezer/highlight'

/** Something to say about a part of the text. */
export type Mark = {
  from: number
  to: number
  /** Which colour it has. */
  look: 'skipped' | 'adjusted' | 'problem'
  title: string
  words: string
}

const colours = HighlightStyle.define([
  { tag: tags.propertyName, class: 'tok-key' },
  { tag: tags.string, class: 'tok-text' },
  { tag: [tags.number, tags.bool, tags.null], class: 'tok-value' },
])

const setMarks = StateEffect.define<readonly Mark[]>()
const setFocus = StateEffect.define<{ from: number; to: number } | undefined>()

class Note extends WidgetType {
  readonly mark: Mark

  constructor(mark: Mark) {
    super()
    this.mark = mark
  }

  override eq(other: Note): boolean {
    return other.mark.title === this.mark.title && other.mark.words === this.mark.words
  }

  toDOM(): HTMLElement {
    const note = document.createElement('div')
    note.className = `note ${this.mark.look}`
    const title = document.createElement('b')
    title.textContent = this.mark.title
    note.append(title, ` ${this.mark.words}`)
    return note
  }
}

const marks = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(before, { changes, effects, state }) {
    const set = effects.find((effect) => effect.is(setMarks))
    if (set === undefined) return before.map(changes)
    const decorations = set.value.flatMap((mark) => {
      const line = state.doc.lineAt(Math.min(mark.from, state.doc.length))
      const to = Math.min(mark.to, line.to)
      const note = Decoration.widget({ widget: new Note(mark), block: true, side: 1 }).range(
        line.to,
      )
      if (to <= mark.from) return [note]
      return [Decoration.mark({ class: `marked ${mark.look}` }).range(mark.from, to), note]
    })
    return Decoration.set(decorations, true)
  },
  provide: (field) => EditorView.decorations.from(field),
})

const focus = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(before, { changes, effects, docChanged }) {
    const set = effects.find((effect) => effect.is(setFocus))
    if (set === undefined) return docChanged ? Decoration.none : before.map(changes)
    const place = set.value
    return place === undefined || place.to <= place.from
      ? Decoration.none
      : Decoration.set([Decoration.mark({ class: 'focused' }).range(place.from, place.to)])
  },
  provide: (field) => EditorView.decorations.from(field),
})

/** The editor for the input. */
export type InputEditor = {
  text(): string
  replace(text: string): void
  mark(marks: readonly Mark[]): void
  /** Brings a part of the text into view. */
  reveal(from: number): void
  /** Shows a part of the text and takes the cursor there. */
  show(place: { from: number; to: number }): void
}

/** An editor for JSON that reports each change. */
export function inputEditor(parent: HTMLElement, text: string, onChange: () => void): InputEditor {
  const changed = EditorView.updateListener.of(({ docChanged }) => {
    if (docChanged) onChange()
  })
  const view = new EditorView({
    doc: text,
    parent,
    extensions: [
      ...common('Webhook body or CIM message, JSON'),
      history(),
      keymap.of(historyKeymap),
      highlightActiveLine(),
      marks,
      focus,
      changed,
    ],
  })
  return {
    text: () => view.state.doc.toString(),
    replace(next) {
      view.dispatch({
        changes: { from: 0, to: view.state.doc.length, insert: next },
        selection: { anchor: 0 },
      })
    },
    mark: (list) => view.dispatch({ effects: setMarks.of(list) }),
    reveal: (from) => view.dispatch({ effects: EditorView.scrollIntoView(from, { y: 'center' }) }),
    show({ from, to }) {
      view.dispatch({
        selection: { anchor: from },
        effects: [setFocus.of({ from, to }), EditorView.scrollIntoView(from, { y: 'center' })],
      })
      view.focus()
    },
  }
}

/** A view of JSON that cannot be edited. */
export function jsonView(parent: HTMLElement, label: string): (text: string) => void {
  const view = new EditorView({
    parent,
    extensions: [
      ...common(label),
      EditorState.readOnly.of(true),
      EditorView.contentAttributes.of({ 'aria-readonly': 'true' }),
    ],
  })
  return (text) => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } })
}

function common(label: string): Extension[] {
  return [
    lineNumbers(),
    foldGutter(),
    drawSelection(),
    bracketMatching(),
    json(),
    syntaxHighlighting(colours),
    EditorView.lineWrapping,
    // Tab leaves the editor, as keyboards need it.
    keymap.of([...defaultKeymap, ...foldKeymap]),
    EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'false', tabindex: '0' }),
  ]
}
