import { later } from '../schema/later.ts'

/** The sources of the rows, by the word with which a row begins. */
export const mimeSources: Readonly<Record<string, string>> = {
  iana: 'https://www.iana.org/assignments/media-types',
  meta: 'https://developers.facebook.com/docs/messenger-platform/send-messages',
  mdn: 'https://developer.mozilla.org/docs/Web/HTTP/Guides/MIME_types/Common_types',
}

/** A kind of file: its name, its usual extension first, other names that mean the same. */
export type MimeRow = {
  readonly mimeType: string
  /** The first is the usual one. Lower case, without the dot. */
  readonly extensions: readonly string[]
  /** Other names in use, lower case: what browsers, phones and file-type call it. */
  readonly aliases: readonly string[]
  /** The kind as which the Send API accepts it; undefined for a file. */
  readonly sendAs: 'image' | 'audio' | 'video' | undefined
  /** One of {@link mimeSources}. */
  readonly source: string
}

const kinds = ['image', 'audio', 'video'] as const

/**
 * The types that people send, one row each: source, type, `*` if the Send API accepts it as image, audio or video,
 * extensions, other names. Rows are text, because objects take twice the space in a bundle.
 *
 * An extension alone means the first row that has it. Containers that hold audio or video have a row for each.
 */
const rows: readonly string[] = [
  // Pictures
  'meta image/jpeg * .jpg .jpeg .jpe .jfif image/jpg image/pjpeg',
  // An animated one is a PNG to every reader that does not know better.
  'meta image/png * .png .apng image/x-png image/apng',
  'meta image/gif * .gif',
  'iana image/avif .avif',
  'iana image/bmp .bmp image/x-bmp image/x-ms-bmp',
  'iana image/heic .heic image/heic-sequence',
  'iana image/heif .heif image/heif-sequence',
  'iana image/vnd.microsoft.icon .ico image/x-icon',
  'iana image/svg+xml .svg .svgz',
  'iana image/tiff .tif .tiff',
  'iana image/webp .webp',

  // Pictures that move
  'meta video/mp4 * .mp4 .mpg4',
  'meta video/3gpp * .3gp .3gpp video/3gp',
  'iana video/3gpp2 .3g2 .3gpp2',
  'iana video/matroska .mkv video/x-matroska',
  'iana video/mp2t .ts .m2ts',
  'iana video/mpeg .mpg .mpeg .mpe',
  'iana video/quicktime .mov .qt',
  'iana video/vnd.avi .avi video/x-msvideo video/avi video/msvideo',
  'iana video/webm .webm',
  'mdn video/x-flv .flv',
  'mdn video/x-m4v .m4v',
  'mdn video/x-ms-wmv .wmv',

  // Sound
  'meta audio/mpeg * .mp3 .mpga audio/mp3 audio/mpeg3 audio/x-mp3 audio/x-mpeg audio/mpg',
  'meta audio/mp4 * .m4a .mp4 .m4b audio/x-m4a audio/m4a',
  'meta audio/aac * .aac .adts audio/x-aac audio/aacp audio/x-hx-aac-adts',
  'meta audio/amr * .amr audio/amr-nb audio/x-amr',
  'meta audio/ogg * .ogg .oga .opus .spx audio/opus audio/x-ogg audio/vorbis',
  'mdn audio/wav * .wav .wave audio/wave audio/x-wav audio/vnd.wave audio/x-pn-wav',
  'iana audio/3gpp .3gp .3gpp',
  'iana audio/3gpp2 .3g2 .3gpp2',
  'mdn audio/aiff .aiff .aif audio/x-aiff',
  'iana audio/amr-wb .awb',
  'iana audio/flac .flac audio/x-flac',
  'iana audio/matroska .mka audio/x-matroska',
  'mdn audio/midi .mid .midi audio/x-midi',
  'mdn audio/webm .weba .webm',
  'mdn audio/x-ms-wma .wma',

  // A film in the container that nearly always holds sound
  'iana video/ogg .ogv .ogg',

  // Documents
  'iana application/pdf .pdf application/x-pdf',
  'iana application/msword .doc .dot',
  'iana application/vnd.openxmlformats-officedocument.wordprocessingml.document .docx',
  'iana application/vnd.ms-excel .xls .xlt',
  'iana application/vnd.openxmlformats-officedocument.spreadsheetml.sheet .xlsx',
  'iana application/vnd.ms-excel.sheet.macroenabled.12 .xlsm',
  'iana application/vnd.ms-powerpoint .ppt .pps',
  'iana application/vnd.openxmlformats-officedocument.presentationml.presentation .pptx',
  'iana application/vnd.openxmlformats-officedocument.presentationml.slideshow .ppsx',
  'iana application/vnd.oasis.opendocument.text .odt',
  'iana application/vnd.oasis.opendocument.spreadsheet .ods',
  'iana application/vnd.oasis.opendocument.presentation .odp',
  'iana application/vnd.apple.keynote .key',
  'iana application/vnd.apple.numbers .numbers',
  'iana application/vnd.apple.pages .pages',
  'iana application/vnd.ms-outlook .msg',
  'iana application/vnd.visio .vsd',
  'iana application/rtf .rtf text/rtf',
  'iana application/epub+zip .epub',
  'iana application/postscript .ps .eps .ai',
  'iana image/vnd.adobe.photoshop .psd',
  'iana image/vnd.dwg .dwg',

  // Text and data
  'iana text/plain .txt .text .log',
  'iana text/csv .csv',
  'iana text/tab-separated-values .tsv',
  'iana text/html .html .htm',
  'iana text/css .css',
  'iana text/javascript .js .mjs application/javascript',
  'iana text/markdown .md .markdown',
  'iana text/calendar .ics',
  'iana text/vcard .vcf .vcard text/x-vcard',
  'iana text/vtt .vtt',
  'iana application/json .json',
  'iana application/xml .xml text/xml',
  'iana application/yaml .yaml .yml',
  'iana message/rfc822 .eml',

  // Archives and programs
  'iana application/zip .zip application/x-zip-compressed',
  'iana application/vnd.rar .rar application/x-rar-compressed application/x-rar',
  'mdn application/x-7z-compressed .7z',
  'mdn application/x-tar .tar',
  'iana application/gzip .gz .tgz application/x-gzip',
  'mdn application/x-bzip2 .bz2 application/x-bzip',
  'iana application/zstd .zst',
  'iana application/vnd.android.package-archive .apk',
  'mdn application/java-archive .jar',
  'iana application/vnd.microsoft.portable-executable .exe .dll application/x-msdownload',
  'iana application/octet-stream .bin',

  // Fonts
  'iana font/otf .otf',
  'iana font/ttf .ttf',
  'iana font/woff .woff',
  'iana font/woff2 .woff2',
]

/** The table of the types that people send. */
export const mimeRows: () => readonly MimeRow[] = later(() => rows.map(readRow))

function readRow(row: string): MimeRow {
  const [source = '', mimeType = '', ...words] = row.split(' ')
  return {
    source,
    mimeType,
    extensions: words.filter((word) => word.startsWith('.')).map((word) => word.slice(1)),
    aliases: words.filter((word) => word.includes('/')),
    sendAs: kinds.find((kind) => words.includes('*') && mimeType.startsWith(kind)),
  }
}
