import { paddingBytes, type Room, sha1 } from './sha1.ts'

/** What identifies a CIM message on the Messenger side. */
export type CimMessageKey = {
  /** The id of the Facebook Page. */
  pageId: string
  /** The mid of the Messenger message, or a substitute. */
  mid: string
  /**
   * Which of several CIM messages of one `mid` it is: an index or a name. The first one has none (or 0), so a quote of
   * the `mid` finds it.
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

/** The buffer of one call. It begins with the namespace. */
const room = roomFor(1024)

const encoder = new TextEncoder()

/**
 * The UUID of a name in our namespace (RFC 9562, section 5.5). The name is hashed as UTF-8, so a lone surrogate in
 * hostile input does no harm.
 */
function uuidOf(name: string): string {
  // Up to three bytes for each UTF-16 unit.
  const own = name.length * 3 <= 1024 ? room : roomFor(name.length * 3)
  const { written } = encoder.encodeInto(name, own.name)
  return format(sha1(own, namespace.length + written))
}

/** A buffer for the namespace, a name of this many bytes, and the padding of SHA-1. */
function roomFor(nameBytes: number): Room & { name: Uint8Array } {
  const bytes = new Uint8Array(namespace.length + nameBytes + paddingBytes)
  bytes.set(namespace)
  return { bytes, words: new DataView(bytes.buffer), name: bytes.subarray(namespace.length) }
}

/**
 * The first 128 bits in hex, with version and variant. It is written digit by digit, because a loop or joined pieces
 * take twice as long, which is a tenth of a whole id.
 */
function format(words: Int32Array): string {
  const a = words[0] ?? 0
  const b = words[1] ?? 0
  const c = words[2] ?? 0
  const d = words[3] ?? 0
  // biome-ignore format: a line is a word, or a group of the UUID
  return String.fromCharCode(
    digit(a >>> 28), digit(a >>> 24), digit(a >>> 20), digit(a >>> 16),
    digit(a >>> 12), digit(a >>> 8), digit(a >>> 4), digit(a), hyphen,
    digit(b >>> 28), digit(b >>> 24), digit(b >>> 20), digit(b >>> 16), hyphen,
    digit(5), digit(b >>> 8), digit(b >>> 4), digit(b), hyphen,
    digit(((c >>> 28) & 3) | 8), digit(c >>> 24), digit(c >>> 20), digit(c >>> 16), hyphen,
    digit(c >>> 12), digit(c >>> 8), digit(c >>> 4), digit(c),
    digit(d >>> 28), digit(d >>> 24), digit(d >>> 20), digit(d >>> 16),
    digit(d >>> 12), digit(d >>> 8), digit(d >>> 4), digit(d),
  )
}

const hyphen = 0x2d

/** The code of the hex digit for the four low bits. */
function digit(bits: number): number {
  return hexDigits[bits & 0xf] ?? 0
}

const hexDigits = encoder.encode('0123456789abcdef')
