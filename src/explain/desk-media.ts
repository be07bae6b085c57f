import type { BodyOf } from '../cim/body.ts'
import { fileNameOf } from '../media/kind.ts'
import { textAt } from '../outbound/open.ts'
import type { BubbleContent } from './bubble.ts'

/** What the medium of a body needs; a COMMENT has no caption. */
type Medium = Pick<BodyOf<'IMAGE'>, 'attachment'> & {
  additionalDetails?: unknown
  caption?: string | null | undefined
  markdownText?: string | null | undefined
}

/** A medium with its name, followed by its caption. */
export function mediumContents(
  kind: 'image' | 'audio' | 'video' | 'file',
  { attachment, additionalDetails, caption, markdownText }: Medium,
): readonly BubbleContent[] {
  const { mediaUrl: url, mimeType, size, mediaName } = attachment
  const name =
    textAt(additionalDetails, 'fileName') ||
    textAt({ mediaName }, 'mediaName') ||
    queryName(url) ||
    fileNameOf(url)
  const bytes = typeof size === 'number' ? size : 0
  const text = caption === name ? '' : caption || markdownText
  return [
    { kind, url, name, mimeType: textAt({ mimeType }, 'mimeType'), size: bytes },
    ...(text ? [{ kind: 'text', text } as const] : []),
  ]
}

/** The name in a link of File Engine: `?filename=`. */
export function queryName(url: string): string {
  return URL.canParse(url) ? (new URL(url).searchParams.get('filename') ?? '') : ''
}
