import { fileNameOf } from '../media/kind.ts'
import { listAt, textAt, valueAt } from '../outbound/open.ts'
import type { BubbleContent } from './bubble.ts'
import { queryName } from './desk-media.ts'
import { templateContent } from './template.ts'

/**
 * What Messenger shows of the `message` of a Send request. It may be any value, because one in a CUSTOM body was not
 * checked.
 */
export function messageContents(message: unknown): readonly BubbleContent[] {
  const text = valueAt(message, 'text')
  const stickerId = textAt(message, 'sticker_id')
  const template = valueAt(message, 'template')
  return [
    ...(typeof text === 'string' ? [{ kind: 'text', text } as const] : []),
    ...[...listAt(message, 'attachment'), ...listAt(message, 'attachments')].map(attachmentContent),
    ...(stickerId === '' ? [] : [{ kind: 'sticker', url: '', stickerId } as const]),
    ...(template === undefined ? [] : [utilityTemplate(template)]),
  ]
}

const media = ['image', 'audio', 'video'] as const

function attachmentContent(attachment: unknown): BubbleContent {
  const type = textAt(attachment, 'type')
  const payload = valueAt(attachment, 'payload')
  if (type === 'template') return templateContent(payload)
  const kind = media.find((known) => known === type) ?? 'file'
  const url = textAt(payload, 'url')
  const id = textAt(payload, 'attachment_id')
  const name = queryName(url) || fileNameOf(url) || (id === '' ? kind : `upload ${id}`)
  return { kind, url, name, mimeType: '', size: 0 }
}

function utilityTemplate(template: unknown): BubbleContent {
  const values = listAt(template, 'components').flatMap((component) =>
    listAt(component, 'parameters').map(
      (parameter) =>
        textAt(parameter, 'text') || textAt(parameter, 'payload') || textAt(parameter, 'url'),
    ),
  )
  const name = textAt(template, 'name')
  return { kind: 'template', name, language: textAt(template, 'language', 'code'), values }
}
