/** Where a row comes from. */
const iana = 'https://www.iana.org/assignments/media-types'
const meta = 'https://developers.facebook.com/docs/messenger-platform/send-messages'
const common = 'https://developer.mozilla.org/docs/Web/HTTP/Guides/MIME_types/Common_types'

/** A kind of file: its name, its usual extension first, other names that mean the same. */
export type MimeRow = {
  readonly mimeType: string
  /** The first is the one to give a file of this type. Lower case, without the dot. */
  readonly extensions: readonly string[]
  /** Other names in use, lower case: what browsers, phones and file-type call it. */
  readonly aliases?: readonly string[]
  /** What the Send API accepts it as; absent: as a file. */
  readonly sendAs?: 'image' | 'audio' | 'video'
  readonly source: string
}

/**
 * The types that people send, one row each. The first row with an extension is the one that the extension
 * alone means; containers that hold either sound or pictures have a row for each.
 */
export const mimeRows: readonly MimeRow[] = [
  // Pictures
  {
    mimeType: 'image/jpeg',
    extensions: ['jpg', 'jpeg', 'jpe', 'jfif'],
    aliases: ['image/jpg', 'image/pjpeg'],
    sendAs: 'image',
    source: meta,
  },
  {
    mimeType: 'image/png',
    extensions: ['png', 'apng'],
    // An animated one is a PNG to every reader that does not know better.
    aliases: ['image/x-png', 'image/apng'],
    sendAs: 'image',
    source: meta,
  },
  { mimeType: 'image/gif', extensions: ['gif'], sendAs: 'image', source: meta },
  { mimeType: 'image/avif', extensions: ['avif'], source: iana },
  {
    mimeType: 'image/bmp',
    extensions: ['bmp'],
    aliases: ['image/x-bmp', 'image/x-ms-bmp'],
    source: iana,
  },
  { mimeType: 'image/heic', extensions: ['heic'], aliases: ['image/heic-sequence'], source: iana },
  { mimeType: 'image/heif', extensions: ['heif'], aliases: ['image/heif-sequence'], source: iana },
  {
    mimeType: 'image/vnd.microsoft.icon',
    extensions: ['ico'],
    aliases: ['image/x-icon'],
    source: iana,
  },
  { mimeType: 'image/svg+xml', extensions: ['svg', 'svgz'], source: iana },
  { mimeType: 'image/tiff', extensions: ['tif', 'tiff'], source: iana },
  { mimeType: 'image/webp', extensions: ['webp'], source: iana },

  // Pictures that move
  {
    mimeType: 'video/mp4',
    extensions: ['mp4', 'mpg4'],
    sendAs: 'video',
    source: meta,
  },
  {
    mimeType: 'video/3gpp',
    extensions: ['3gp', '3gpp'],
    aliases: ['video/3gp'],
    sendAs: 'video',
    source: meta,
  },
  { mimeType: 'video/3gpp2', extensions: ['3g2', '3gpp2'], source: iana },
  {
    mimeType: 'video/matroska',
    extensions: ['mkv'],
    aliases: ['video/x-matroska'],
    source: iana,
  },
  { mimeType: 'video/mp2t', extensions: ['ts', 'm2ts'], source: iana },
  { mimeType: 'video/mpeg', extensions: ['mpg', 'mpeg', 'mpe'], source: iana },
  { mimeType: 'video/quicktime', extensions: ['mov', 'qt'], source: iana },
  {
    mimeType: 'video/vnd.avi',
    extensions: ['avi'],
    aliases: ['video/x-msvideo', 'video/avi', 'video/msvideo'],
    source: iana,
  },
  { mimeType: 'video/webm', extensions: ['webm'], source: iana },
  { mimeType: 'video/x-flv', extensions: ['flv'], source: common },
  { mimeType: 'video/x-m4v', extensions: ['m4v'], source: common },
  { mimeType: 'video/x-ms-wmv', extensions: ['wmv'], source: common },

  // Sound
  {
    mimeType: 'audio/mpeg',
    extensions: ['mp3', 'mpga'],
    aliases: ['audio/mp3', 'audio/mpeg3', 'audio/x-mp3', 'audio/x-mpeg', 'audio/mpg'],
    sendAs: 'audio',
    source: meta,
  },
  {
    mimeType: 'audio/mp4',
    extensions: ['m4a', 'mp4', 'm4b'],
    aliases: ['audio/x-m4a', 'audio/m4a'],
    sendAs: 'audio',
    source: meta,
  },
  {
    mimeType: 'audio/aac',
    extensions: ['aac', 'adts'],
    aliases: ['audio/x-aac', 'audio/aacp', 'audio/x-hx-aac-adts'],
    sendAs: 'audio',
    source: meta,
  },
  {
    mimeType: 'audio/amr',
    extensions: ['amr'],
    aliases: ['audio/amr-nb', 'audio/x-amr'],
    sendAs: 'audio',
    source: meta,
  },
  {
    mimeType: 'audio/ogg',
    extensions: ['ogg', 'oga', 'opus', 'spx'],
    aliases: ['audio/opus', 'audio/x-ogg', 'audio/vorbis'],
    sendAs: 'audio',
    source: meta,
  },
  {
    mimeType: 'audio/wav',
    extensions: ['wav', 'wave'],
    aliases: ['audio/wave', 'audio/x-wav', 'audio/vnd.wave', 'audio/x-pn-wav'],
    sendAs: 'audio',
    source: common,
  },
  { mimeType: 'audio/3gpp', extensions: ['3gp', '3gpp'], source: iana },
  { mimeType: 'audio/3gpp2', extensions: ['3g2', '3gpp2'], source: iana },
  {
    mimeType: 'audio/aiff',
    extensions: ['aiff', 'aif'],
    aliases: ['audio/x-aiff'],
    source: common,
  },
  { mimeType: 'audio/amr-wb', extensions: ['awb'], source: iana },
  { mimeType: 'audio/flac', extensions: ['flac'], aliases: ['audio/x-flac'], source: iana },
  { mimeType: 'audio/matroska', extensions: ['mka'], aliases: ['audio/x-matroska'], source: iana },
  {
    mimeType: 'audio/midi',
    extensions: ['mid', 'midi'],
    aliases: ['audio/x-midi'],
    source: common,
  },
  { mimeType: 'audio/webm', extensions: ['weba', 'webm'], source: common },
  { mimeType: 'audio/x-ms-wma', extensions: ['wma'], source: common },

  // A film in the container that nearly always holds sound
  { mimeType: 'video/ogg', extensions: ['ogv', 'ogg'], source: iana },

  // Documents
  {
    mimeType: 'application/pdf',
    extensions: ['pdf'],
    aliases: ['application/x-pdf'],
    source: iana,
  },
  { mimeType: 'application/msword', extensions: ['doc', 'dot'], source: iana },
  {
    mimeType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    extensions: ['docx'],
    source: iana,
  },
  { mimeType: 'application/vnd.ms-excel', extensions: ['xls', 'xlt'], source: iana },
  {
    mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    extensions: ['xlsx'],
    source: iana,
  },
  {
    mimeType: 'application/vnd.ms-excel.sheet.macroenabled.12',
    extensions: ['xlsm'],
    source: iana,
  },
  { mimeType: 'application/vnd.ms-powerpoint', extensions: ['ppt', 'pps'], source: iana },
  {
    mimeType: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
    extensions: ['pptx'],
    source: iana,
  },
  {
    mimeType: 'application/vnd.openxmlformats-officedocument.presentationml.slideshow',
    extensions: ['ppsx'],
    source: iana,
  },
  { mimeType: 'application/vnd.oasis.opendocument.text', extensions: ['odt'], source: iana },
  {
    mimeType: 'application/vnd.oasis.opendocument.spreadsheet',
    extensions: ['ods'],
    source: iana,
  },
  {
    mimeType: 'application/vnd.oasis.opendocument.presentation',
    extensions: ['odp'],
    source: iana,
  },
  { mimeType: 'application/vnd.apple.keynote', extensions: ['key'], source: iana },
  { mimeType: 'application/vnd.apple.numbers', extensions: ['numbers'], source: iana },
  { mimeType: 'application/vnd.apple.pages', extensions: ['pages'], source: iana },
  { mimeType: 'application/vnd.ms-outlook', extensions: ['msg'], source: iana },
  { mimeType: 'application/vnd.visio', extensions: ['vsd'], source: iana },
  { mimeType: 'application/rtf', extensions: ['rtf'], aliases: ['text/rtf'], source: iana },
  { mimeType: 'application/epub+zip', extensions: ['epub'], source: iana },
  { mimeType: 'application/postscript', extensions: ['ps', 'eps', 'ai'], source: iana },
  { mimeType: 'image/vnd.adobe.photoshop', extensions: ['psd'], source: iana },
  { mimeType: 'image/vnd.dwg', extensions: ['dwg'], source: iana },

  // Text and data
  { mimeType: 'text/plain', extensions: ['txt', 'text', 'log'], source: iana },
  { mimeType: 'text/csv', extensions: ['csv'], source: iana },
  { mimeType: 'text/tab-separated-values', extensions: ['tsv'], source: iana },
  { mimeType: 'text/html', extensions: ['html', 'htm'], source: iana },
  { mimeType: 'text/css', extensions: ['css'], source: iana },
  {
    mimeType: 'text/javascript',
    extensions: ['js', 'mjs'],
    aliases: ['application/javascript'],
    source: iana,
  },
  { mimeType: 'text/markdown', extensions: ['md', 'markdown'], source: iana },
  { mimeType: 'text/calendar', extensions: ['ics'], source: iana },
  { mimeType: 'text/vcard', extensions: ['vcf', 'vcard'], aliases: ['text/x-vcard'], source: iana },
  { mimeType: 'text/vtt', extensions: ['vtt'], source: iana },
  { mimeType: 'application/json', extensions: ['json'], source: iana },
  { mimeType: 'application/xml', extensions: ['xml'], aliases: ['text/xml'], source: iana },
  { mimeType: 'application/yaml', extensions: ['yaml', 'yml'], source: iana },
  { mimeType: 'message/rfc822', extensions: ['eml'], source: iana },

  // Archives and programs
  {
    mimeType: 'application/zip',
    extensions: ['zip'],
    aliases: ['application/x-zip-compressed'],
    source: iana,
  },
  {
    mimeType: 'application/vnd.rar',
    extensions: ['rar'],
    aliases: ['application/x-rar-compressed', 'application/x-rar'],
    source: iana,
  },
  { mimeType: 'application/x-7z-compressed', extensions: ['7z'], source: common },
  { mimeType: 'application/x-tar', extensions: ['tar'], source: common },
  {
    mimeType: 'application/gzip',
    extensions: ['gz', 'tgz'],
    aliases: ['application/x-gzip'],
    source: iana,
  },
  {
    mimeType: 'application/x-bzip2',
    extensions: ['bz2'],
    aliases: ['application/x-bzip'],
    source: common,
  },
  { mimeType: 'application/zstd', extensions: ['zst'], source: iana },
  {
    mimeType: 'application/vnd.android.package-archive',
    extensions: ['apk'],
    source: iana,
  },
  { mimeType: 'application/java-archive', extensions: ['jar'], source: common },
  {
    mimeType: 'application/vnd.microsoft.portable-executable',
    extensions: ['exe', 'dll'],
    aliases: ['application/x-msdownload'],
    source: iana,
  },
  { mimeType: 'application/octet-stream', extensions: ['bin'], source: iana },

  // Fonts
  { mimeType: 'font/otf', extensions: ['otf'], source: iana },
  { mimeType: 'font/ttf', extensions: ['ttf'], source: iana },
  { mimeType: 'font/woff', extensions: ['woff'], source: iana },
  { mimeType: 'font/woff2', extensions: ['woff2'], source: iana },
]
