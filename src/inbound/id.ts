import { paddingBytes, sha1 } from './sha1.ts'

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
  return format(sha1(own.view, namespace.length + written))
}

type Room = { view: DataView; name: Uint8Array }

/** Room for the namespace, a name of so many bytes, and the padding of SHA-1. */
function roomFor(nameBytes: number): Room {
  const bytes = new Uint8Array(namespace.length + nameBytes + paddingBytes)
  bytes.set(namespace)
  return { view: new DataView(bytes.buffer), name: bytes.subarray(namespace.length) }
}

/** The first 128 bits in hex, version and variant in their places. */
function format(words: Int32Array): string {
  const [a, b, c, d] = [words[0] ?? 0, words[1] ?? 0, words[2] ?? 0, words[3] ?? 0]
  const version = (b & 0x0fff) | 0x5000
  const variant = ((c >>> 16) & 0x3fff) | 0x8000
  return `${hex(a >>> 16)}${hex(a)}-${hex(b >>> 16)}-${hex(version)}-${hex(variant)}-${hex(c)}${hex(d >>> 16)}${hex(d)}`
}

/** The two low bytes in hex. Looked up: `toString(16)` takes longer than the whole hash. */
function hex(word: number): string {
  return `${byteInHex[(word >>> 8) & 0xff]}${byteInHex[word & 0xff]}`
}

const byteInHex = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))
