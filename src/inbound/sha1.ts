const blockBytes = 64

/** The most bytes that SHA-1 adds to a message: one bit, zeros, and the length of the message in 64 bits. */
export const paddingBytes = 72

/** Bytes, and the same bytes as words. */
export type Room = { bytes: Uint8Array; words: DataView }

/**
 * SHA-1 (RFC 3174), for ids only: it is not secure. Every message needs one, so speed counts: this takes 0.26 µs
 * for 120 bytes. `uuid` takes 22 times and `@noble/hashes` nine times as long, and the runtimes' own is asynchronous.
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
  hash[0] = 0x67452301
  hash[1] = 0xefcdab89
  hash[2] = 0x98badcfe
  hash[3] = 0x10325476
  hash[4] = 0xc3d2e1f0
  for (let at = 0; at < end; at += blockBytes) addBlock(words, at)
  return hash
}

/** The buffer of one call. Nothing else runs before it ends. */
const hash = new Int32Array(5)

/**
 * A line is one of the 80 steps: its word of the schedule, then what it does. Each of the last sixteen words has a
 * variable, because engines keep those in registers. With arrays and loops, 120 bytes would take 0.3 µs more.
 */
// biome-ignore format: a line is a step
function addBlock(words: DataView, at: number): void {
  let a = hash[0] ?? 0
  let b = hash[1] ?? 0
  let c = hash[2] ?? 0
  let d = hash[3] ?? 0
  let e = hash[4] ?? 0
  let next = 0
  let w0 = words.getInt32(at + 0); next = (e + (d ^ (b & (c ^ d))) + 0x5a827999 + w0 + ((a << 5) | (a >>> 27))) | 0; e = d; d = c; c = (b << 30) | (b >>> 2); b = a; a = next
  let w1 = words.getInt32(at + 4); next = (e + (d ^ (b & (c ^ d))) + 0x5a827999 + w1 + ((a << 5) | (a >>> 27))) | 0; e = d; d = c; c = (b << 30) | (b >>> 2); b = a; a = next
  let w2 = words.getInt32(at + 8); next = (e + (d ^ (b & (c ^ d))) + 0x5a827999 + w2 + ((a << 5) | (a >>> 27))) | 0; e = d; d = c; c = (b << 30) | (b >>> 2); b = a; a = next
  let w3 = words.getInt32(at + 12); next = (e + (d ^ (b & (c ^ d))) + 0x5a827999 + w3 + ((a << 5) | (a >>> 27))) | 0; e = d; d = c; c = (b << 30) | (b >>> 2); b = a; a = next
  let w4 = words.getInt32(at + 16); next = (e + (d ^ (b & (c ^ d))) + 0x5a827999 + w4 + ((a << 5) | (a >>> 27))) | 0; e = d; d = c; c = (b << 30) | (b >>> 2); b = a; a = next
  let w5 = words.getInt32(at + 20); next = (e + (d ^ (b & (c ^ d))) + 0x5a827999 + w5 + ((a << 5) | (a >>> 27))) | 0; e = d; d = c; c = (b << 30) | (b >>> 2); b = a; a = next
  let w6 = words.getInt32(at + 24); next = (e + (d ^ (b & (c ^ d))) + 0x5a827999 + w6 + ((a << 5) | (a >>> 27))) | 0; e = d; d = c; c = (b << 30) | (b >>> 2); b = a; a = next
  let w7 = words.getInt32(at + 28); next = (e + (d ^ (b & (c ^ d))) + 0x5a827999 + w7 + ((a << 5) | (a >>> 27))) | 0; e = d; d = c; c = (b << 30) | (b >>> 2); b = a; a = next
  let w8 = words.getInt32(at + 32); next = (e + (d ^ (b & (c ^ d))) + 0x5a827999 + w8 + ((a << 5) | (a >>> 27))) | 0; e = d; d = c; c = (b << 30) | (b >>> 2); b = a; a = next
  let w9 = words.getInt32(at + 36); next = (e + (d ^ (b & (c ^ d))) + 0x5a827999 + w9 + ((a << 5) | (a >>> 27))) | 0; e = d; d = c; c = (b << 30) | (b >>> 2); b = a; a = next
  let w10 = words.getInt32(at + 40); next = (e + (d ^ (b & (c ^ d))) + 0x5a827999 + w10 + ((a << 5) | (a >>> 27))) | 0; e = d; d = c; c = (b << 30) | (b >>> 2); b = a; a = next
  let w11 = words.getInt32(at + 44); next = (e + (d ^ (b & (c ^ d))) + 0x5a827999 + w11 + ((a << 5) | (a >>> 27))) | 0; e = d; d = c; c = (b << 30) | (b >>> 2); b = a; a = next
  let w12 = words.getInt32(at + 48); next = (e + (d ^ (b & (c ^ d))) + 0x5a827999 + w12 + ((a << 5) | (a >>> 27))) | 0; e = d; d = c; c = (b << 30) | (b >>> 2); b = a; a = next
  let w13 = words.getInt32(at + 52); next = (e + (d ^ (b & (c ^ d))) + 0x5a827999 + w13 + ((a << 5) | (a >>> 27))) | 0; e = d; d = c; c = (b << 30) | (b >>> 2); b = a; a = next
  let w14 = words.getInt32(at + 56); next = (e + (d ^ (b & (c ^ d))) + 0x5a827999 + w14 + ((a << 5) | (a >>> 27))) | 0; e = d; d = c; c = (b << 30) | (b >>> 2); b = a; a = next
  let w15 = words.getInt32(at + 60); next = (e + (d ^ (b & (c ^ d))) + 0x5a827999 + w15 + ((a << 5) | (a >>> 27))) | 0; e = d; d = c; c = (b << 30) | (b >>> 2); b = a; a = next
  w0 = turned(w0 ^ w2 ^ w8 ^ w13); next = (e + (d ^ (b & (c ^ d))) + 0x5a827999 + w0 + ((a << 5) | (a >>> 27))) | 0; e = d; d = c; c = (b << 30) | (b >>> 2); b = a; a = next
  w1 = turned(w1 ^ w3 ^ w9 ^ w14); next = (e + (d ^ (b & (c ^ d))) + 0x5a827999 + w1 + ((a << 5) | (a >>> 27))) | 0; e = d; d = c; c = (b << 30) | (b >>> 2); b = a; a = next
  w2 = turned(w2 ^ w4 ^ w10 ^ w15); next = (e + (d ^ (b & (c ^ d))) + 0x5a827999 + w2 + ((a << 5) | (a >>> 27))) | 0; e = d; d = c; c = (b << 30) | (b >>> 2); b = a; a = next
  w3 = turned(w3 ^ w5 ^ w11 ^ w0); next = (e + (d ^ (b & (c ^ d))) + 0x5a827999 + w3 + ((a << 5) | (a >>> 27))) | 0; e = d; d = c; c = (b << 30) | (b >>> 2); b = a; a = next
  w4 = turned(w4 ^ w6 ^ w12 ^ w1); next = (e + (b ^ c ^ d) + 0x6ed9eba1 + w4 + ((a << 5) | (a >>> 27))) | 0; e = d; d = c; c = (b << 30) | (b >>> 2); b = a; a = next
  w5 = turned(w5 ^ w7 ^ w13 ^ w2); next = (e + (b ^ c ^ d) + 0x6ed9eba1 + w5 + ((a << 5) | (a >>> 27))) | 0; e = d; d = c; c = (b << 30) | (b >>> 2); b = a; a = next
  w6 = turned(w6 ^ w8 ^ w14 ^ w3); next = (e + (b ^ c ^ d) + 0x6ed9eba1 + w6 + ((a << 5) | (a >>> 27))) | 0; e = d; d = c; c = (b << 30) | (b >>> 2); b = a; a = next
  w7 = turned(w7 ^ w9 ^ w15 ^ w4); next = (e + (b ^ c ^ d) + 0x6ed9eba1 + w7 + ((a << 5) | (a >>> 27))) | 0; e = d; d = c; c = (b << 30) | (b >>> 2); b = a; a = next
  w8 = turned(w8 ^ w10 ^ w0 ^ w5); next = (e + (b ^ c ^ d) + 0x6ed9eba1 + w8 + ((a << 5) | (a >>> 27))) | 0; e = d; d = c; c = (b << 30) | (b >>> 2); b = a; a = next
  w9 = turned(w9 ^ w11 ^ w1 ^ w6); next = (e + (b ^ c ^ d) + 0x6ed9eba1 + w9 + ((a << 5) | (a >>> 27))) | 0; e = d; d = c; c = (b << 30) | (b >>> 2); b = a; a = next
  w10 = turned(w10 ^ w12 ^ w2 ^ w7); next = (e + (b ^ c ^ d) + 0x6ed9eba1 + w10 + ((a << 5) | (a >>> 27))) | 0; e = d; d = c; c = (b << 30) | (b >>> 2); b = a; a = next
  w11 = turned(w11 ^ w13 ^ w3 ^ w8); next = (e + (b ^ c ^ d) + 0x6ed9eba1 + w11 + ((a << 5) | (a >>> 27))) | 0; e = d; d = c; c = (b << 30) | (b >>> 2); b = a; a = next
  w12 = turned(w12 ^ w14 ^ w4 ^ w9); next = (e + (b ^ c ^ d) + 0x6ed9eba1 + w12 + ((a << 5) | (a >>> 27))) | 0; e = d; d = c; c = (b << 30) | (b >>> 2); b = a; a = next
  w13 = turned(w13 ^ w15 ^ w5 ^ w10); next = (e + (b ^ c ^ d) + 0x6ed9eba1 + w13 + ((a << 5) | (a >>> 27))) | 0; e = d; d = c; c = (b << 30) | (b >>> 2); b = a; a = next
  w14 = turned(w14 ^ w0 ^ w6 ^ w11); next = (e + (b ^ c ^ d) + 0x6ed9eba1 + w14 + ((a << 5) | (a >>> 27))) | 0; e = d; d = c; c = (b << 30) | (b >>> 2); b = a; a = next
  w15 = turned(w15 ^ w1 ^ w7 ^ w12); next = (e + (b ^ c ^ d) + 0x6ed9eba1 + w15 + ((a << 5) | (a >>> 27))) | 0; e = d; d = c; c = (b << 30) | (b >>> 2); b = a; a = next
  w0 = turned(w0 ^ w2 ^ w8 ^ w13); next = (e + (b ^ c ^ d) + 0x6ed9eba1 + w0 + ((a << 5) | (a >>> 27))) | 0; e = d; d = c; c = (b << 30) | (b >>> 2); b = a; a = next
  w1 = turned(w1 ^ w3 ^ w9 ^ w14); next = (e + (b ^ c ^ d) + 0x6ed9eba1 + w1 + ((a << 5) | (a >>> 27))) | 0; e = d; d = c; c = (b << 30) | (b >>> 2); b = a; a = next
  w2 = turned(w2 ^ w4 ^ w10 ^ w15); next = (e + (b ^ c ^ d) + 0x6ed9eba1 + w2 + ((a << 5) | (a >>> 27))) | 0; e = d; d = c; c = (b << 30) | (b >>> 2); b = a; a = next
  w3 = turned(w3 ^ w5 ^ w11 ^ w0); next = (e + (b ^ c ^ d) + 0x6ed9eba1 + w3 + ((a << 5) | (a >>> 27))) | 0; e = d; d = c; c = (b << 30) | (b >>> 2); b = a; a = next
  w4 = turned(w4 ^ w6 ^ w12 ^ w1); next = (e + (b ^ c ^ d) + 0x6ed9eba1 + w4 + ((a << 5) | (a >>> 27))) | 0; e = d; d = c; c = (b << 30) | (b >>> 2); b = a; a = next
  w5 = turned(w5 ^ w7 ^ w13 ^ w2); next = (e + (b ^ c ^ d) + 0x6ed9eba1 + w5 + ((a << 5) | (a >>> 27))) | 0; e = d; d = c; c = (b << 30) | (b >>> 2); b = a; a = next
  w6 = turned(w6 ^ w8 ^ w14 ^ w3); next = (e + (b ^ c ^ d) + 0x6ed9eba1 + w6 + ((a << 5) | (a >>> 27))) | 0; e = d; d = c; c = (b << 30) | (b >>> 2); b = a; a = next
  w7 = turned(w7 ^ w9 ^ w15 ^ w4); next = (e + (b ^ c ^ d) + 0x6ed9eba1 + w7 + ((a << 5) | (a >>> 27))) | 0; e = d; d = c; c = (b << 30) | (b >>> 2); b = a; a = next
  w8 = turned(w8 ^ w10 ^ w0 ^ w5); next = (e + ((b & c) | (d & (b | c))) + 0x8f1bbcdc + w8 + ((a << 5) | (a >>> 27))) | 0; e = d; d = c; c = (b << 30) | (b >>> 2); b = a; a = next
  w9 = turned(w9 ^ w11 ^ w1 ^ w6); next = (e + ((b & c) | (d & (b | c))) + 0x8f1bbcdc + w9 + ((a << 5) | (a >>> 27))) | 0; e = d; d = c; c = (b << 30) | (b >>> 2); b = a; a = next
  w10 = turned(w10 ^ w12 ^ w2 ^ w7); next = (e + ((b & c) | (d & (b | c))) + 0x8f1bbcdc + w10 + ((a << 5) | (a >>> 27))) | 0; e = d; d = c; c = (b << 30) | (b >>> 2); b = a; a = next
  w11 = turned(w11 ^ w13 ^ w3 ^ w8); next = (e + ((b & c) | (d & (b | c))) + 0x8f1bbcdc + w11 + ((a << 5) | (a >>> 27))) | 0; e = d; d = c; c = (b << 30) | (b >>> 2); b = a; a = next
  w12 = turned(w12 ^ w14 ^ w4 ^ w9); next = (e + ((b & c) | (d & (b | c))) + 0x8f1bbcdc + w12 + ((a << 5) | (a >>> 27))) | 0; e = d; d = c; c = (b << 30) | (b >>> 2); b = a; a = next
  w13 = turned(w13 ^ w15 ^ w5 ^ w10); next = (e + ((b & c) | (d & (b | c))) + 0x8f1bbcdc + w13 + ((a << 5) | (a >>> 27))) | 0; e = d; d = c; c = (b << 30) | (b >>> 2); b = a; a = next
  w14 = turned(w14 ^ w0 ^ w6 ^ w11); next = (e + ((b & c) | (d & (b | c))) + 0x8f1bbcdc + w14 + ((a << 5) | (a >>> 27))) | 0; e = d; d = c; c = (b << 30) | (b >>> 2); b = a; a = next
  w15 = turned(w15 ^ w1 ^ w7 ^ w12); next = (e + ((b & c) | (d & (b | c))) + 0x8f1bbcdc + w15 + ((a << 5) | (a >>> 27))) | 0; e = d; d = c; c = (b << 30) | (b >>> 2); b = a; a = next
  w0 = turned(w0 ^ w2 ^ w8 ^ w13); next = (e + ((b & c) | (d & (b | c))) + 0x8f1bbcdc + w0 + ((a << 5) | (a >>> 27))) | 0; e = d; d = c; c = (b << 30) | (b >>> 2); b = a; a = next
  w1 = turned(w1 ^ w3 ^ w9 ^ w14); next = (e + ((b & c) | (d & (b | c))) + 0x8f1bbcdc + w1 + ((a << 5) | (a >>> 27))) | 0; e = d; d = c; c = (b << 30) | (b >>> 2); b = a; a = next
  w2 = turned(w2 ^ w4 ^ w10 ^ w15); next = (e + ((b & c) | (d & (b | c))) + 0x8f1bbcdc + w2 + ((a << 5) | (a >>> 27))) | 0; e = d; d = c; c = (b << 30) | (b >>> 2); b = a; a = next
  w3 = turned(w3 ^ w5 ^ w11 ^ w0); next = (e + ((b & c) | (d & (b | c))) + 0x8f1bbcdc + w3 + ((a << 5) | (a >>> 27))) | 0; e = d; d = c; c = (b << 30) | (b >>> 2); b = a; a = next
  w4 = turned(w4 ^ w6 ^ w12 ^ w1); next = (e + ((b & c) | (d & (b | c))) + 0x8f1bbcdc + w4 + ((a << 5) | (a >>> 27))) | 0; e = d; d = c; c = (b << 30) | (b >>> 2); b = a; a = next
  w5 = turned(w5 ^ w7 ^ w13 ^ w2); next = (e + ((b & c) | (d & (b | c))) + 0x8f1bbcdc + w5 + ((a << 5) | (a >>> 27))) | 0; e = d; d = c; c = (b << 30) | (b >>> 2); b = a; a = next
  w6 = turned(w6 ^ w8 ^ w14 ^ w3); next = (e + ((b & c) | (d & (b | c))) + 0x8f1bbcdc + w6 + ((a << 5) | (a >>> 27))) | 0; e = d; d = c; c = (b << 30) | (b >>> 2); b = a; a = next
  w7 = turned(w7 ^ w9 ^ w15 ^ w4); next = (e + ((b & c) | (d & (b | c))) + 0x8f1bbcdc + w7 + ((a << 5) | (a >>> 27))) | 0; e = d; d = c; c = (b << 30) | (b >>> 2); b = a; a = next
  w8 = turned(w8 ^ w10 ^ w0 ^ w5); next = (e + ((b & c) | (d & (b | c))) + 0x8f1bbcdc + w8 + ((a << 5) | (a >>> 27))) | 0; e = d; d = c; c = (b << 30) | (b >>> 2); b = a; a = next
  w9 = turned(w9 ^ w11 ^ w1 ^ w6); next = (e + ((b & c) | (d & (b | c))) + 0x8f1bbcdc + w9 + ((a << 5) | (a >>> 27))) | 0; e = d; d = c; c = (b << 30) | (b >>> 2); b = a; a = next
  w10 = turned(w10 ^ w12 ^ w2 ^ w7); next = (e + ((b & c) | (d & (b | c))) + 0x8f1bbcdc + w10 + ((a << 5) | (a >>> 27))) | 0; e = d; d = c; c = (b << 30) | (b >>> 2); b = a; a = next
  w11 = turned(w11 ^ w13 ^ w3 ^ w8); next = (e + ((b & c) | (d & (b | c))) + 0x8f1bbcdc + w11 + ((a << 5) | (a >>> 27))) | 0; e = d; d = c; c = (b << 30) | (b >>> 2); b = a; a = next
  w12 = turned(w12 ^ w14 ^ w4 ^ w9); next = (e + (b ^ c ^ d) + 0xca62c1d6 + w12 + ((a << 5) | (a >>> 27))) | 0; e = d; d = c; c = (b << 30) | (b >>> 2); b = a; a = next
  w13 = turned(w13 ^ w15 ^ w5 ^ w10); next = (e + (b ^ c ^ d) + 0xca62c1d6 + w13 + ((a << 5) | (a >>> 27))) | 0; e = d; d = c; c = (b << 30) | (b >>> 2); b = a; a = next
  w14 = turned(w14 ^ w0 ^ w6 ^ w11); next = (e + (b ^ c ^ d) + 0xca62c1d6 + w14 + ((a << 5) | (a >>> 27))) | 0; e = d; d = c; c = (b << 30) | (b >>> 2); b = a; a = next
  w15 = turned(w15 ^ w1 ^ w7 ^ w12); next = (e + (b ^ c ^ d) + 0xca62c1d6 + w15 + ((a << 5) | (a >>> 27))) | 0; e = d; d = c; c = (b << 30) | (b >>> 2); b = a; a = next
  w0 = turned(w0 ^ w2 ^ w8 ^ w13); next = (e + (b ^ c ^ d) + 0xca62c1d6 + w0 + ((a << 5) | (a >>> 27))) | 0; e = d; d = c; c = (b << 30) | (b >>> 2); b = a; a = next
  w1 = turned(w1 ^ w3 ^ w9 ^ w14); next = (e + (b ^ c ^ d) + 0xca62c1d6 + w1 + ((a << 5) | (a >>> 27))) | 0; e = d; d = c; c = (b << 30) | (b >>> 2); b = a; a = next
  w2 = turned(w2 ^ w4 ^ w10 ^ w15); next = (e + (b ^ c ^ d) + 0xca62c1d6 + w2 + ((a << 5) | (a >>> 27))) | 0; e = d; d = c; c = (b << 30) | (b >>> 2); b = a; a = next
  w3 = turned(w3 ^ w5 ^ w11 ^ w0); next = (e + (b ^ c ^ d) + 0xca62c1d6 + w3 + ((a << 5) | (a >>> 27))) | 0; e = d; d = c; c = (b << 30) | (b >>> 2); b = a; a = next
  w4 = turned(w4 ^ w6 ^ w12 ^ w1); next = (e + (b ^ c ^ d) + 0xca62c1d6 + w4 + ((a << 5) | (a >>> 27))) | 0; e = d; d = c; c = (b << 30) | (b >>> 2); b = a; a = next
  w5 = turned(w5 ^ w7 ^ w13 ^ w2); next = (e + (b ^ c ^ d) + 0xca62c1d6 + w5 + ((a << 5) | (a >>> 27))) | 0; e = d; d = c; c = (b << 30) | (b >>> 2); b = a; a = next
  w6 = turned(w6 ^ w8 ^ w14 ^ w3); next = (e + (b ^ c ^ d) + 0xca62c1d6 + w6 + ((a << 5) | (a >>> 27))) | 0; e = d; d = c; c = (b << 30) | (b >>> 2); b = a; a = next
  w7 = turned(w7 ^ w9 ^ w15 ^ w4); next = (e + (b ^ c ^ d) + 0xca62c1d6 + w7 + ((a << 5) | (a >>> 27))) | 0; e = d; d = c; c = (b << 30) | (b >>> 2); b = a; a = next
  w8 = turned(w8 ^ w10 ^ w0 ^ w5); next = (e + (b ^ c ^ d) + 0xca62c1d6 + w8 + ((a << 5) | (a >>> 27))) | 0; e = d; d = c; c = (b << 30) | (b >>> 2); b = a; a = next
  w9 = turned(w9 ^ w11 ^ w1 ^ w6); next = (e + (b ^ c ^ d) + 0xca62c1d6 + w9 + ((a << 5) | (a >>> 27))) | 0; e = d; d = c; c = (b << 30) | (b >>> 2); b = a; a = next
  w10 = turned(w10 ^ w12 ^ w2 ^ w7); next = (e + (b ^ c ^ d) + 0xca62c1d6 + w10 + ((a << 5) | (a >>> 27))) | 0; e = d; d = c; c = (b << 30) | (b >>> 2); b = a; a = next
  w11 = turned(w11 ^ w13 ^ w3 ^ w8); next = (e + (b ^ c ^ d) + 0xca62c1d6 + w11 + ((a << 5) | (a >>> 27))) | 0; e = d; d = c; c = (b << 30) | (b >>> 2); b = a; a = next
  w12 = turned(w12 ^ w14 ^ w4 ^ w9); next = (e + (b ^ c ^ d) + 0xca62c1d6 + w12 + ((a << 5) | (a >>> 27))) | 0; e = d; d = c; c = (b << 30) | (b >>> 2); b = a; a = next
  w13 = turned(w13 ^ w15 ^ w5 ^ w10); next = (e + (b ^ c ^ d) + 0xca62c1d6 + w13 + ((a << 5) | (a >>> 27))) | 0; e = d; d = c; c = (b << 30) | (b >>> 2); b = a; a = next
  w14 = turned(w14 ^ w0 ^ w6 ^ w11); next = (e + (b ^ c ^ d) + 0xca62c1d6 + w14 + ((a << 5) | (a >>> 27))) | 0; e = d; d = c; c = (b << 30) | (b >>> 2); b = a; a = next
  w15 = turned(w15 ^ w1 ^ w7 ^ w12); next = (e + (b ^ c ^ d) + 0xca62c1d6 + w15 + ((a << 5) | (a >>> 27))) | 0; e = d; d = c; c = (b << 30) | (b >>> 2); b = a; a = next
  hash[0] = (hash[0] ?? 0) + a
  hash[1] = (hash[1] ?? 0) + b
  hash[2] = (hash[2] ?? 0) + c
  hash[3] = (hash[3] ?? 0) + d
  hash[4] = (hash[4] ?? 0) + e
}

/** A word turned to the left by one bit. */
function turned(word: number): number {
  return (word << 1) | (word >>> 31)
}
