import type { MessengerAttachment } from '../../messenger/attachment.ts'
import { type Part, part } from '../part.ts'

/** Products that a person asks about, or (in echoes) a template that the Page sent: in words. */
export function template({ payload, title }: MessengerAttachment): Part | undefined {
  const elements = payload?.product?.elements ?? payload?.elements ?? []
  const lines = [
    payload?.text,
    ...elements.map(({ title, subtitle }) => [title, subtitle].filter(Boolean).join('\n')),
  ]
  const text = lines.filter(Boolean).join('\n\n') || title
  return text ? part({ type: 'PLAIN', markdownText: text }) : undefined
}
