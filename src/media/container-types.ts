/** A format on which others are built: its bytes may belong to any of them. */
export type WrappingRow = { readonly mimeType: string; readonly source: string }

/** A format for audio and video. Its bytes show one type for both; the given type decides. */
export type RecordingRow = {
  readonly audio: string
  readonly video: string
  readonly source: string
}

/** Formats that many others are built on: docx and odt on zip; doc, xls and msg on cfb; SVG on XML. */
export const wrappingRows: readonly WrappingRow[] = [
  {
    mimeType: 'application/zip',
    source: 'https://www.iana.org/assignments/media-types/application/zip',
  },
  {
    mimeType: 'application/x-cfb',
    source: 'https://learn.microsoft.com/openspecs/windows_protocols/ms-cfb',
  },
  { mimeType: 'application/xml', source: 'https://www.rfc-editor.org/rfc/rfc7303' },
]

/** Formats of phones and browsers that hold audio or video, with both names. */
export const recordingRows: readonly RecordingRow[] = [
  {
    audio: 'audio/mp4',
    video: 'video/mp4',
    source: 'https://www.rfc-editor.org/rfc/rfc4337',
  },
  {
    audio: 'audio/3gpp',
    video: 'video/3gpp',
    source: 'https://www.rfc-editor.org/rfc/rfc3839',
  },
  {
    audio: 'audio/ogg',
    video: 'video/ogg',
    source: 'https://www.rfc-editor.org/rfc/rfc5334',
  },
  {
    audio: 'audio/webm',
    video: 'video/webm',
    source: 'https://www.webmproject.org/docs/container/',
  },
  {
    audio: 'audio/quicktime',
    video: 'video/quicktime',
    source: 'https://developer.apple.com/documentation/quicktime-file-format',
  },
]
