import { isBuiltOn, isProvable, recordedAs } from '../../media/container.ts'
import { extensionOf, fileNameOf, mimeTypeOf, plainMimeTypeOf } from '../../media/kind.ts'
import type { MediaType } from '../../messenger/send-request.ts'
import { cleanName } from './clean-name.ts'
import { dispositionName } from './disposition-name.ts'
import type { Download } from './guarded-download.ts'

/** Name and type of a file. */
export type FileFacts = {
  /**
   * The name to show: without folders and marks that change the direction of writing, with an extension that fits the
   * bytes.
   */
  fileName: string
  mimeType: string
  /** Its bytes contradict the given type. */
  disguised: boolean
}

/** The type and name that the server of a file gives. */
export type FileClaim = Omit<Download, 'bytes'> & { url: string; kind: MediaType }

/** The type of the bytes; undefined when it cannot be detected. */
export type SniffedType = { mimeType: string; extension: string } | undefined

/** The type for unknown files, and for files that a browser must not open. */
const neutral = { mimeType: 'application/octet-stream', extension: 'bin' } as const

/**
 * Types that can run code when a browser opens them: pages, XML, scripts under any name (`text/x-ecmascript`),
 * multipart. File Engine shares its origin with the Agent Desk.
 */
const activeType =
  /^multipart\/|[/+.-](x?html?|m?html|xml|xslt?|svg|hta|(java|ecma|j|live|vb)script\d*)(?![^/+.-])/

/** Extensions that a server or an operating system treats as such types. */
const activeExtension = /\.(s?html?|xht(ml)?|mht(ml)?|hta|svgz?|xml|xslt?|m?js)$/i

/** Decides name and type of a file: by its bytes if their type can be detected, else by its name. */
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

/** The type of what Messenger calls image, audio or video. The bytes must show one of these. */
function mediaType({ kind }: FileClaim, sniffed: SniffedType): SettledType {
  if (sniffed === undefined) return { ...neutral, disguised: true }
  const mimeType = kind === 'audio' ? recordedAs(sniffed.mimeType, 'audio') : sniffed.mimeType
  const isAsSniffed = mimeType === sniffed.mimeType
  const extension = isAsSniffed ? sniffed.extension : (extensionOf(mimeType) ?? sniffed.extension)
  if (!isMedia(mimeType)) return { ...neutral, disguised: true }
  return { mimeType, extension, disguised: familyOf(mimeType) !== kind }
}

/** The type of any other file: the given type, unless the bytes contradict it. */
function fileType(name: string, claimed: string | undefined, sniffed: SniffedType): SettledType {
  if (claimed === undefined) return { ...(sniffed ?? neutral), disguised: false }
  const kept = { mimeType: claimed, extension: extensionOf(claimed), disguised: false }
  if (sniffed === undefined) return isProvable(claimed) ? { ...neutral, disguised: true } : kept
  const agrees = sniffed.mimeType === claimed || sniffed.extension === extensionIn(name)
  // A browser may run such bytes under any name.
  const isBuilt = !isActive(sniffed.mimeType) && isBuiltOn(claimed, sniffed.mimeType)
  if (agrees || isBuilt) return kept
  return { ...sniffed, disguised: sortOf(claimed) !== sortOf(sniffed.mimeType) }
}

/**
 * The sort of a type for comparison. Image types are one sort, and so are audio and video types; any other type is its
 * own.
 */
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

/** Keeps a fitting extension, replaces a wrong one, and appends `.bin` to what must not be opened. */
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

function contentTypeOf({ contentType = '' }: FileClaim): string | undefined {
  const mimeType = plainMimeTypeOf(contentType)
  if (mimeType.endsWith('/octet-stream')) return undefined
  return /^[\w.+-]+\/[\w.+-]+$/.test(mimeType) ? mimeType : undefined
}
