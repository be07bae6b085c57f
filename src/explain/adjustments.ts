import { limits } from '../messenger/limits.ts'
import type { Adjustment, AdjustmentKind } from '../outbound/index.ts'
import { existing, firstFilled, type Path, valueUnder } from './paths.ts'

const text: Path = ['body', 'markdownText']
const caption: Path = ['body', 'caption']
const buttons: Path = ['body', 'buttons']
const elements: Path = ['body', 'elements']
const attachment: Path = ['body', 'attachment']
const quoted: readonly Path[] = [
  ['header', 'originalMessageId'],
  ['header', 'replyToMessageId'],
  ['header', 'intent'],
]

type Row = {
  /** What the customer sees differently, in a sentence. */
  why: string
  /** Where it may be written; the first that the message has counts. */
  places: readonly Path[]
}

/** Each kind of adjustment. */
const rows = {
  'text-split': {
    why: 'The text is longer than one message of Messenger, so the customer gets several.',
    places: [caption, text, ['body']],
  },
  'markdown-rendered': {
    why: 'Messenger shows no Markdown, so the customer sees the words without its marks.',
    places: [caption, text, elements, ['body']],
  },
  'quote-unresolved': {
    why: 'The quoted message is not known in Messenger, so the customer sees the answer without the quote.',
    places: quoted,
  },
  'sent-as-file': {
    why: 'Messenger does not show this type, or an image of this size by URL, so the customer gets a file.',
    places: [[...attachment, 'mimeType'], attachment, ['body', 'mediaUrl']],
  },
  'caption-dropped': {
    why: 'One text fits beside the attachment, so the customer does not see this one.',
    places: [text],
  },
  'buttons-as-quick-replies': {
    why: 'A template has room for three buttons, so the customer gets quick replies. A tap on one puts all away.',
    places: [buttons],
  },
  'options-listed': {
    why: 'Not every option fits on a button, so the customer also sees them as a list in the text.',
    places: [buttons],
  },
  'title-clipped': {
    why: 'A title is longer than Messenger shows, so the customer sees its beginning.',
    places: [buttons, elements],
  },
  'elements-dropped': {
    why: 'Messenger cannot show this part, so the customer does not see it.',
    places: [elements, ['body']],
  },
  'buttons-dropped': {
    why: 'Messenger cannot show this as a button, so the customer sees its words in the text, or nothing.',
    places: [buttons, elements],
  },
  'nothing-to-send': {
    why: 'This is not for the customer. They see nothing of it.',
    places: [
      ['body', 'notificationType'],
      ['body', 'status'],
      ['body', 'type'],
    ],
  },
  'edit-sent-as-new': {
    why: 'Messenger cannot edit what a Page sent, so the customer gets the new text as a new message.',
    places: [['header', 'intent']],
  },
  'sticker-as-image': {
    why: 'It is not one of Meta’s own stickers, so the customer gets a picture.',
    places: [
      ['body', 'stickerId'],
      ['body', 'mediaUrl'],
    ],
  },
} as const satisfies Record<AdjustmentKind, Row>

const rowsByKind: Record<AdjustmentKind, Row> = rows

/** What the customer sees differently, in a sentence. */
export function whyOf(kind: AdjustmentKind): string {
  return rowsByKind[kind].why
}

/** The part of the message that an adjustment concerns. */
export function placeOf({ kind, detail }: Adjustment, message: unknown): Path {
  const filled = firstFilled(message, rowsByKind[kind].places) ?? existing(message, ['body'])
  const numbered = /element (\d+)/.exec(detail)?.[1]
  if (numbered !== undefined) return existing(message, [...elements, Number(numbered) - 1])
  if (kind !== 'title-clipped') return filled
  const [only, ...others] = longTitles(message)
  return only !== undefined && others.length === 0 ? only : filled
}

/** The buttons whose titles Messenger cuts. */
function longTitles(message: unknown): Path[] {
  const list = valueUnder(message, buttons)
  if (!Array.isArray(list)) return []
  return list.flatMap((_, index): Path[] => {
    const path: Path = [...buttons, index, 'title']
    const title = valueUnder(message, path)
    return typeof title === 'string' && title.length > limits.buttonTitle.max ? [path] : []
  })
}
