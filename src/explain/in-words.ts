import type { Bubble, BubbleContent, Tap } from './bubble.ts'

/** A bubble in words, in one or more lines: for terminals and screen readers. */
export function bubbleInWords({ content, isEdit, quickReplies = [] }: Bubble): string {
  const lines = [
    ...linesOf(content),
    ...(quickReplies.length > 0 ? [`quick replies: ${quickReplies.join(' | ')}`] : []),
  ]
  return isEdit ? ['(edited)', ...lines].join(' ') : lines.join('\n')
}

function linesOf(content: BubbleContent): string[] {
  switch (content.kind) {
    case 'text':
    case 'notice':
      return [content.text]
    case 'image':
    case 'audio':
    case 'video':
    case 'file':
      return [
        [content.kind, content.name, content.mimeType, sizeInWords(content.size)]
          .filter(Boolean)
          .join(' · '),
      ]
    case 'sticker':
      return [['sticker', content.stickerId].filter(Boolean).join(' · ')]
    case 'location':
      return [
        ['location', content.name, content.address, `${content.latitude}, ${content.longitude}`]
          .filter(Boolean)
          .join(' · '),
      ]
    case 'link':
      return content.title === content.url ? [content.url] : [content.title, content.url]
    case 'buttons':
      return [content.text, ...content.buttons.map(tapInWords)].filter(Boolean)
    case 'cards':
      return content.cards.flatMap(({ title, subtitle, buttons }) => [
        [`▪ ${title}`, subtitle].filter(Boolean).join(' · '),
        ...buttons.map((button) => `  ${tapInWords(button)}`),
      ])
    case 'receipt':
      return [
        `receipt ${content.order}`,
        ...content.items.map(({ title, detail, amount }) =>
          [title, detail, amount].filter(Boolean).join(' · '),
        ),
        ...content.totals.map(({ label, amount }) => `${label}: ${amount}`),
      ]
    case 'template':
      return [
        ['template', content.name, content.language, ...content.values].filter(Boolean).join(' · '),
      ]
    case 'contact':
      return content.contacts.flatMap(({ name, lines }) => [
        ['contact', name].join(' · '),
        ...lines,
      ])
    case 'reaction':
      return [content.isTakenBack ? 'took a reaction back' : `reacted with ${content.emoji}`]
    case 'status':
      return [
        content.status === 'other'
          ? content.text
          : [content.status, content.text.toLowerCase() === content.status ? '' : content.text]
              .filter(Boolean)
              .join(' · '),
      ]
    case 'typing':
      return [content.isTyping ? 'is typing' : 'stopped typing']
  }
}

function tapInWords({ title, does, payload }: Tap): string {
  return does === 'postback' || payload === '' ? `[${title}]` : `[${title}] ${payload}`
}

/** A size for people; `''` when it is unknown. */
export function sizeInWords(bytes: number): string {
  if (bytes <= 0) return ''
  if (bytes < 1000) return `${bytes} B`
  return bytes < 1e6 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`
}
