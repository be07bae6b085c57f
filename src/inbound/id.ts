import { paddingBytes, type Room, sha1 } from './sha1.ts'

/** What a CIM message is known by on the Messenger side. */
export type CimMessageKey = {
  pageId: string
  /** The Messenger message, or what stands in for it. */
  mid: string
  /**
   * Which of several CIM messages made from one `mid`: an index or a name. The first has none (or 0), so
   * that a quote of the `mid` names it.
   */
  part?: number | string | undefined
}

/**
 * The CIM id of a Messenger message: a UUID (version 5) of Page, mid and part. The same key always gives
 * the same id, so a redelivered webhook yields the same messages.
 */
export function cimMessageId({ pageId, mid, part }: CimMessageKey): string {
  const first = `${pageId}\n${mid}`
  return uuidOf(part === undefined || part === 0 ? first : `${first}\n${part}`)
}

/**
 * The namespace of all ids of this package, `5b8f6f3e-8c1d-4f0b-9f57-2a7d0c6e41b3`. Never change it: ids of
 * stored messages depend on it.
 */
const namespace = [
  0x5b, 0x8f, 0x6f, 0x3e, 0x8c, 0x1d, 0x4f, 0x0b, 0x9f, 0x57, 0x2a, 0x7d, 0x0c, 0x6e, 0x41, 0xb3,
] as const

/** Begins with the namespace; hashed and forgotten before anyone else can write to it. */
const room = roomFor(1024)

const encoder = new TextEncoder()

/**
 * The UUID of a name in our namespace (RFC 9562, section 5.5). The name is hashed as UTF-8: a lone surrogate
 * in hostile input is no reason to fail.
 */
function uuidOf(name: string): string {
  // Up to three bytes for each UTF-16 unit.
  const own = name.length * 3 <= 1024 ? room : roomFor(name.length * 3)
  const { written } = encoder.encodeInto(name, own.name)
  return format(sha1(own, namespace.length + written))
}

/** Room for the namespace, a name of so many bytes, and the padding of SHA-1. */
function roomFor(nameBytes: number): Room & { name: Uint8Array } {
  const bytes = new Uint8Array(namespace.length + nameBytes + paddingBytes)
  bytes.set(namespace)
  return { bytes, words: new DataView(bytes.buffer), name: bytes.subarray(namespace.length) }
}

/** The first 128 bits in hex, version and variant in their places. */
function format(words: Int32Array): string {
  const [b, c] = [words[1] ?? 0, words[2] ?? 0]
  write(words[0] ?? 0, 0, 8)
  write(b >>> 16, 9, 4)
  write((b & 0x0fff) | 0x5000, 14, 4)
  write(((c >>> 16) & 0x3fff) | 0x8000, 19, 4)
  write(c, 24, 4)
  write(words[3] ?? 0, 28, 8)
  return String.fromCharCode(...text)
}

/** The characters of a UUID, its hyphens in their places; forgotten as `room` is. */
const text = new Array<number>(36).fill(0x2d)

/** Writes the low bits of a word in hex. Put together out of strings, a UUID takes twice as long to write and read. */
function write(word: number, start: number, digits: number): void {
  for (let at = start + digits - 1, rest = word; at >= start; at -= 1, rest >>>= 4) {
    text[at] = hexDigits[rest & 0xf] ?? 0
  }
}

const hexDigits = Array.from('0123456789abcdef', (digit) => digit.charCodeAt(0))
