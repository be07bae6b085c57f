import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { parseCimMessage } from '../../src/cim/message.ts'
import { isMessengerCimError, LimitError, PayloadError } from '../../src/errors.ts'
import { readMetadata } from '../../src/messenger/metadata.ts'
import {
  type MessageRequest,
  type SendRequest,
  sendRequestSchema,
} from '../../src/messenger/send-request.ts'
import {
  cimToMessenger,
  type OutboundContext,
  type OutboundTranslation,
} from '../../src/outbound/index.ts'
import { toPlainText } from '../../src/text/plain-text.ts'
import { deepFreeze } from '../deep-freeze.ts'
import { mutated } from '../mutations.ts'
import { equal, mustHold, type Properties } from '../properties.ts'
import { cimMessages, envelope, texts } from './messages.ts'

const root = join(import.meta.dirname, '../fixtures/outbound')
const recorded: unknown[] = globSync('*/*/message.json', { cwd: root })
  .toSorted()
  .map((file) => JSON.parse(readFileSync(join(root, file), 'utf8')))

const any = fc.oneof(cimMessages, mutated(recorded))

const contexts: fc.Arbitrary<OutboundContext> = fc.record(
  {
    midOf: fc.constantFrom(
      () => 'm_quoted',
      () => undefined,
      () => '',
    ),
    attachmentId: fc.constantFrom(
      () => '1745504518999124',
      () => undefined,
    ),
    messagingType: fc.constantFrom('RESPONSE' as const, 'UPDATE' as const),
    humanAgent: fc.boolean(),
    customerWroteAt: fc.constantFrom(
      () => 1_795_296_000_000,
      () => undefined,
    ),
    now: fc.constantFrom(1_795_296_000_001, 1_795_382_400_000),
    editMark: fc.constantFrom('Edited', 'تم التعديل', '', false as const),
    personaId: fc.constantFrom('20531316728', ''),
    markdown: fc.constantFrom('plain' as const, 'verbatim' as const),
  },
  { requiredKeys: [] },
)

/** What holds of `cimToMessenger` for any input: run by the tests, and for longer by `npm run fuzz`. */
export const outboundProperties: Properties = {
  'throws nothing but errors of its own': fc.property(
    fc.jsonValue(),
    contexts,
    (message, context) => {
      translated(message, context)
    },
  ),

  'emits only requests that the schema takes, or names what it adjusted': fc.property(
    any,
    contexts,
    (message, context) => {
      const translation = translated(message, context)
      if (translation === undefined) return
      for (const request of translation.requests) {
        const { error, data } = sendRequestSchema.safeParse(request)
        mustHold(error === undefined, String(error))
        mustHold(equal(data, request), 'the schema reads it otherwise')
      }
      const { requests, adjustments } = translation
      mustHold(requests.length + adjustments.length > 0, 'neither sent nor adjusted')
    },
  ),

  'gives the same again, and leaves its input alone': fc.property(
    any,
    contexts,
    (message, context) => {
      deepFreeze(message)
      const [one, other] = [translated(message, context), translated(message, context)]
      mustHold(equal(one, other), 'two translations differ')
    },
  ),

  'tags and quotes only what may be': fc.property(any, contexts, (message, context) => {
    for (const [index, request] of (translated(message, context)?.requests ?? []).entries()) {
      if ('sender_action' in request) {
        mustHold(Object.keys(request).length === 2, 'a sender action carries more')
        continue
      }
      const isPlainMessage = request.message.template === undefined && 'id' in request.recipient
      mustHold(request.tag === undefined || isPlainMessage, 'tagged what may not be')
      const isAsked = context.humanAgent === true || request.tag === ownTagOf(message)
      mustHold(request.tag === undefined || isAsked, 'tagged unasked')
      mustHold(request.tag !== 'HUMAN_AGENT' || isByAgent(message), 'tagged as of a person')
      mustHold(request.reply_to === undefined || index === 0, 'quotes twice')
      const key = readMetadata(request.message.metadata)
      mustHold(equal(key, { cimId: idOf(message), index }), 'an echo unknown')
    }
  }),

  'keeps the seven-day tag to what is late, or may be': fc.property(
    any,
    contexts,
    (message, context) => {
      const { now, customerWroteAt } = context
      const wroteAt = customerWroteAt?.('')
      const isInTime = now !== undefined && wroteAt !== undefined && now - wroteAt < 86_400_000
      for (const request of translated(message, context)?.requests ?? []) {
        const tag = 'tag' in request ? request.tag : undefined
        const isOwn = tag === ownTagOf(message)
        mustHold(!isInTime || tag === undefined || isOwn, 'tagged what is in time')
      }
    },
  ),

  'marks an edit, and changes nothing else of it': fc.property(texts, (markdownText) => {
    const body = { type: 'PLAIN', markdownText }
    const edited = translated(envelope(body, { intent: 'UPDATE' }), {})
    if (edited === undefined) return
    const unmarked = textOf(cimToMessenger(envelope(body)))
    mustHold(visible(textOf(edited)) === visible(`${unmarked}(Edited)`), 'words differ')
  }),

  'loses no visible character of a text': fc.property(texts, (markdownText) => {
    const verbatim = textOf(cimToMessenger(plain(markdownText), { markdown: 'verbatim' }))
    mustHold(visible(verbatim) === visible(markdownText), 'verbatim loses')
    const rendered = textOf(cimToMessenger(plain(markdownText)))
    mustHold(visible(rendered) === visible(toPlainText(markdownText)), 'rendered loses')
  }),

  'shows every title of a button, whole, on the button or in the text': fc.property(
    fc.array(fc.record({ title: texts, payload: fc.string({ maxLength: 20 }) }), {
      minLength: 1,
      maxLength: 20,
    }),
    fc.constantFrom('BUTTON', 'QUICK_REPLIES'),
    fc.constantFrom('plain', 'verbatim'),
    (buttons, buttonMessageType, markdown) => {
      const body = { type: 'BUTTON', buttonMessageType, markdownText: 'Choose', buttons }
      const translation = translated(envelope(body), { markdown })
      if (translation === undefined) return
      const shown = visible(`${textOf(translation)}\n${titlesOf(translation).join('\n')}`)
      for (const { title } of buttons) {
        const read = markdown === 'plain' ? toPlainText(title.trim()) : title
        mustHold(shown.includes(visible(read)), 'a title is lost')
      }
    },
  ),
}

/** The translation, or undefined if a typed error with enough details refuses the input. */
function translated(message: unknown, context: OutboundContext): OutboundTranslation | undefined {
  try {
    return cimToMessenger(message, context)
  } catch (error) {
    if (!isMessengerCimError(error)) throw error
    if (error instanceof PayloadError) mustHold(error.issues.length > 0, 'no issue')
    if (error instanceof LimitError) mustHold(error.actual > error.limit, 'within the limit')
    return undefined
  }
}

/** The tag with which a CUSTOM message itself says that it goes. */
function ownTagOf(message: unknown): unknown {
  const { body } = parseCimMessage(message)
  const { jsonNode } = 'jsonNode' in body ? body : {}
  const isTagged = typeof jsonNode === 'object' && jsonNode !== null && 'tag' in jsonNode
  return isTagged ? jsonNode.tag : undefined
}

function isByAgent(message: unknown): boolean {
  return parseCimMessage(message).header.sender?.type === 'AGENT'
}

/** The id of a message that was translated, as a string. */
function idOf(message: unknown): string {
  return parseCimMessage(message).id
}

function plain(markdownText: string): unknown {
  return envelope({ type: 'PLAIN', markdownText })
}

function textOf({ requests }: OutboundTranslation): string {
  return requests.map(wordsOf).join('')
}

/** What a request says above its buttons. */
function wordsOf(request: SendRequest): string {
  if (!('message' in request)) return ''
  return request.message.text ?? buttonTemplateOf(request)?.text ?? ''
}

function titlesOf({ requests }: OutboundTranslation): string[] {
  return requests.flatMap((request) => {
    if (!('message' in request)) return []
    const buttons = buttonTemplateOf(request)?.buttons ?? []
    return [...buttons, ...(request.message.quick_replies ?? [])].map((button) =>
      'title' in button ? button.title : '',
    )
  })
}

function buttonTemplateOf({ message }: MessageRequest) {
  const { attachment } = message
  if (attachment?.type !== 'template') return undefined
  return attachment.payload.template_type === 'button' ? attachment.payload : undefined
}

function visible(text: string): string {
  return text.replace(/[\s\p{Cc}\p{Default_Ignorable_Code_Point}]+/gu, '')
}
