/** A parameter of the header: its name, and its value in quotes or without. */
const parameter = /(?:^|;)\s*([^\s;="]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;]*))/g

/**
 * The file name in a Content-Disposition header, as browsers read it: `filename*`, else `filename`. Undefined without
 * one.
 *
 * @param header as Node gives it, with a character for each byte
 * @see https://www.rfc-editor.org/rfc/rfc6266
 */
export function dispositionName(header = ''): string | undefined {
  const values = new Map<string, string>()
  for (const [, name = '', quoted, bare = ''] of header.matchAll(parameter)) {
    const value = quoted?.replace(/\\(["\\])/g, '$1') ?? bare.trim().replace(/^"/, '')
    if (!values.has(name.toLowerCase())) values.set(name.toLowerCase(), value)
  }
  return extendedName(values.get('filename*')) ?? plainName(values.get('filename'))
}

/** @see https://www.rfc-editor.org/rfc/rfc8187 */
function extendedName(value = ''): string | undefined {
  const [, charset = '', escaped = ''] = /^(utf-8|iso-8859-1)'[^']*'(.+)$/i.exec(value) ?? []
  if (escaped === '') return undefined
  return charset.toLowerCase() === 'utf-8' ? unescaped(escaped) : characters(escaped)
}

/** Many servers write UTF-8 into the header as it is, or percent-encoded. */
function plainName(value: string | undefined): string | undefined {
  if (value === undefined) return undefined
  const text = fromBytes(value)
  return /%[89a-f][\da-f]/i.test(text) ? (unescaped(text) ?? text) : text
}

/** The text of bytes that are UTF-8; others stay as they are. */
function fromBytes(value: string): string {
  const codes = Array.from(value, (character) => character.charCodeAt(0))
  if (codes.some((code) => code > 0xff)) return value
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(new Uint8Array(codes))
  } catch {
    return value
  }
}

function unescaped(value: string): string | undefined {
  try {
    return decodeURIComponent(value)
  } catch {
    return undefined
  }
}

/** ISO 8859-1: each escape is the number of a character. */
function characters(value: string): string {
  return value.replace(/%([\da-f]{2})/gi, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  )
}
