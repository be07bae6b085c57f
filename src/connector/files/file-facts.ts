import { isBuiltOn, isProvable, recordedAs } from '../../media/container.ts'
import { extensionOf, fileNameOf, mimeTypeOf, plainMimeTypeOf } from '../../media/kind.ts'
import { withoutBidiMarks } from '../../media/without-bidi-marks.ts'
import type { MediaType } from '../../messenger/send-request.ts'
import type { Download } from './guarded-download.ts'

/** What is settled of a file, whatever it was called. */
export type FileFacts = {
  /** For people: without folders and marks that turn the writing around, with a truthful extension. */
  fileName: string
  mimeType: string
  /** Its bytes are not what it was said to be. */
  disguised: boolean
}

/** What a file is said to be. */
export type FileClaim = Omit<Download, 'bytes'> & { url: string; kind: MediaType }

/** What the bytes of a file are, where that shows. */
export type SniffedType = { mimeType: string; extension: string } | undefined

/** For what is not known, or not to be opened by a browser. */
const neutral = { mimeType: 'application/octet-stream', extension: 'bin' } as const

/**
 * Types that run code when a browser opens them, or hold parts that do: pages, XML, scripts by all their names
 * (`text/x-ecmascript`). File Engine shares its origin with the Agent Desk.
 */
const activeType =
  /^multipart\/|[/+.-](x?html?|m?html|xml|xslt?|svg|hta|(java|ecma|j|live|vb)script\d*)(?![^/+.-])/

/** Extensions that some server or system takes for such a type. */
const activeExtension = /\.(s?html?|xht(ml)?|mht(ml)?|hta|svgz?|xml|xslt?|m?js)$/i

/** Settles name and type of a file: by its bytes where they show, else by its name, never by trust. */
export function fileFacts(claim: FileClaim, sniffed: SniffedType): FileFacts {
  const name = cleanName(dispositionName(claim.contentDisposition) || fileNameOf(claim.url))
  const claimed = mimeTypeOf(name) ?? contentTypeOf(claim)
  const settled =
    claim.kind === 'file' ? fileType(name, claimed, sniffed) : mediaType(claim, sniffed)
  const { disguised } = settled
  if (isActive(settled.mimeType)) {
    return { fileName: `${name || claim.kind}.bin`, mimeType: neutral.mimeType, disguised }
  }
  return { fileName: nameFor(name || claim.kind, settled), mimeType: settled.mimeType, disguised }
}

type SettledType = { mimeType: string; extension: string | undefined; disguised: boolean }

/** What Messenger calls an image, sound or film must prove to be one. */
function mediaType({ kind }: FileClaim, sniffed: SniffedType): SettledType {
  if (sniffed === undefined) return { ...neutral, disguised: true }
  const mimeType = kind === 'audio' ? recordedAs(sniffed.mimeType, 'audio') : sniffed.mimeType
  const isAsSniffed = mimeType === sniffed.mimeType
  const extension = isAsSniffed ? sniffed.extension : (extensionOf(mimeType) ?? sniffed.extension)
  if (!isMedia(mimeType)) return { ...neutral, disguised: true }
  return { mimeType, extension, disguised: familyOf(mimeType) !== kind }
}

/** Any file: bytes that show what they are win over a claim that says otherwise. */
function fileType(name: string, claimed: string | undefined, sniffed: SniffedType): SettledType {
  if (claimed === undefined) return { ...(sniffed ?? neutral), disguised: false }
  const kept = { mimeType: claimed, extension: extensionOf(claimed), disguised: false }
  if (sniffed === undefined) return isProvable(claimed) ? { ...neutral, disguised: true } : kept
  const agrees = sniffed.mimeType === claimed || sniffed.extension === extensionIn(name)
  // A browser may run what its bytes show, whatever it is called.
  const isBuilt = !isActive(sniffed.mimeType) && isBuiltOn(claimed, sniffed.mimeType)
  if (agrees || isBuilt) return kept
  return { ...sniffed, disguised: sortOf(claimed) !== sortOf(sniffed.mimeType) }
}

/** One image is as good as another; of all else the exact type counts. */
function sortOf(mimeType: string): string {
  return isMedia(mimeType) ? familyOf(mimeType) : mimeType
}

function isMedia(mimeType: string): boolean {
  return ['image', 'audio', 'video'].includes(familyOf(mimeType)) && !isActive(mimeType)
}

function familyOf(mimeType: string): string {
  return mimeType.slice(0, mimeType.indexOf('/'))
}

function isActive(mimeType: string): boolean {
  return activeType.test(mimeType)
}

/** Keeps a fitting extension, replaces a wrong one, and sets `.bin` behind what must not be opened. */
function nameFor(name: string, { mimeType, extension, disguised }: SettledType): string {
  if (mimeType === neutral.mimeType) {
    const isHarmless = extensionIn(name) !== undefined && !disguised && !activeExtension.test(name)
    return isHarmless ? name : `${name}.${neutral.extension}`
  }
  if (extension === undefined || mimeTypeOf(name) === mimeType || extensionIn(name) === extension) {
    return name
  }
  const stem = mimeTypeOf(name) === undefined ? name : name.replace(/\.[^.]*$/, '')
  return `${stem}.${extension}`
}

function extensionIn(name: string): string | undefined {
  return /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase()
}

/** Leaves room for what file systems and screens can show; in characters. */
const longestName = 150

function cleanName(name: string): string {
  const characters = [...name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1)]
  return withoutBidiMarks(characters.slice(-longestName).join(''))
    .replace(/[\p{Cc}\p{Cs}\uFEFF]/gu, '')
    .replace(/^[.\s]+/, '')
    .trim()
}

function contentTypeOf({ contentType = '' }: FileClaim): string | undefined {
  const mimeType = plainMimeTypeOf(contentType)
  if (mimeType.endsWith('/octet-stream')) return undefined
  return /^[\w.+-]+\/[\w.+-]+$/.test(mimeType) ? mimeType : undefined
}

/** `filename` of RFC 6266, encoded or plain. */
function dispositionName(header: string | undefined): string | undefined {
  const encoded = /filename\*\s*=\s*utf-8''([^;]+)/i.exec(header ?? '')?.[1]
  return decoded(encoded) ?? /filename\s*=\s*"?([^";]+)/i.exec(header ?? '')?.[1]
}

function decoded(value: string | undefined): string | undefined {
  try {
    return value === undefined ? undefined : decodeURIComponent(value)
  } catch {
    return undefined
  }
}
