import { extensionOf, fileNameOf, kindMimeTypeOf, mimeTypeOf } from '../../media/kind.ts'
import { withoutBidiMarks } from '../../media/without-bidi-marks.ts'
import type { MessengerAttachment } from '../../messenger/attachment.ts'
import type { MediaType } from '../../messenger/send-request.ts'
import type { InboundContext, MediaFacts } from '../context.ts'
import { type Part, part } from '../part.ts'
import { addressOf } from './address.ts'

/** The MIME type that Meta usually serves, for media without a known name or type. */
const defaultMimeTypes = {
  image: 'image/jpeg',
  audio: 'audio/mp4',
  video: 'video/mp4',
  file: 'application/octet-stream',
} as const satisfies Record<MediaType, string>

const bodyTypes = { image: 'IMAGE', audio: 'AUDIO', video: 'VIDEO', file: 'FILE' } as const

/** A medium. Meta gives neither name nor MIME type: both come from the host or from the URL. */
export function media(
  kind: MediaType,
  attachment: MessengerAttachment,
  context: InboundContext,
): Part | undefined {
  const url = addressOf(attachment)
  if (url === undefined) return undefined
  const facts = context.media?.(url)
  const named = withoutBidiMarks(facts?.fileName ?? '').trim() || fileNameOf(url)
  const mimeType =
    bareMimeType(facts?.mimeType) ??
    kindMimeTypeOf(named, kind) ??
    mimeTypeOf(named) ??
    defaultMimeTypes[kind]
  const fileName = named || nameFor(kind, mimeType)
  return part({
    type: bodyTypes[shownAs(kind, mimeType)],
    caption: '',
    attachment: {
      mediaUrl: facts?.mediaUrl || url,
      mimeType,
      size: sizeOf(facts),
      thumbnail: '',
      mediaName: fileName,
    },
    // The Agent Desk reads the name of a file from here and fails without it.
    additionalDetails: { fileName },
  })
}

/** A picture and a film are shown as what they are: a GIF may come as either. */
function shownAs(kind: MediaType, mimeType: string): MediaType {
  if (kind === 'video' && mimeType.startsWith('image/')) return 'image'
  return kind === 'image' && mimeType.startsWith('video/') ? 'video' : kind
}

/** The size in whole bytes; 0 when it is unknown. */
function sizeOf(facts: MediaFacts | undefined): number {
  const size = facts?.size ?? 0
  return Number.isSafeInteger(size) && size > 0 ? size : 0
}

/** The MIME type in lower case, without parameters such as `codecs`; undefined for anything else. */
function bareMimeType(mimeType = ''): string | undefined {
  return /^\s*([\w.+-]+\/[\w.+-]+)/.exec(mimeType)?.[1]?.toLowerCase()
}

function nameFor(kind: MediaType, mimeType: string): string {
  return [kind, extensionOf(mimeType)].filter(Boolean).join('.')
}
