const blockBytes = 64

/** The most bytes that SHA-1 adds to a message: one bit, zeros, and the length of the message in 64 bits. */
export const paddingBytes = 72

/** Bytes, and the same bytes as words. */
export type Room = { bytes: Uint8Array; words: DataView }

/**
 * SHA-1 (RFC 3174), for ids only: it is not secure. Every message needs one, so speed counts: this takes 0.33 µs
 * for 120 bytes. `uuid` takes 18 times and `@noble/hashes` seven times as long, and the runtimes' own is asynchronous.
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

/** The buffer of one call. Nothing else runs before it ends. */
const hash = new Int32Array(5)

/**
 * A line is a step, which at its end replaces its word by the one of sixteen steps later. Each word has a variable,
 * because engines keep those in registers: an array would take 0.25 µs more for 120 bytes.
 *
 * The four rounds begin within the sixteen lines. They mix by choice, parity, majority and parity. Choice and majority
 * are the same formula, with all bits set in `chosen` or none.
 */
// biome-ignore format: a line is a step
function addBlock(words: DataView, at: number): void {
  let a = hash[0] ?? 0
  let b = hash[1] ?? 0
  let c = hash[2] ?? 0
  let d = hash[3] ?? 0
  let e = hash[4] ?? 0
  let next = 0
  let k = 0x5a827999
  let isParity = false
  let chosen = -1
  let w0 = words.getInt32(at + 0)
  let w1 = words.getInt32(at + 4)
  let w2 = words.getInt32(at + 8)
  let w3 = words.getInt32(at + 12)
  let w4 = words.getInt32(at + 16)
  let w5 = words.getInt32(at + 20)
  let w6 = words.getInt32(at + 24)
  let w7 = words.getInt32(at + 28)
  let w8 = words.getInt32(at + 32)
  let w9 = words.getInt32(at + 36)
  let w10 = words.getInt32(at + 40)
  let w11 = words.getInt32(at + 44)
  let w12 = words.getInt32(at + 48)
  let w13 = words.getInt32(at + 52)
  let w14 = words.getInt32(at + 56)
  let w15 = words.getInt32(at + 60)
  for (let step = 0; step < 80; step += 16) {
    next = (e + (isParity ? b ^ c ^ d : (d & (c | chosen)) ^ (b & (c ^ d))) + k + w0 + ((a << 5) | (a >>> 27))) | 0; e = d; d = c; c = (b << 30) | (b >>> 2); b = a; a = next; w0 = turned(w0 ^ w2 ^ w8 ^ w13)
    next = (e + (isParity ? b ^ c ^ d : (d & (c | chosen)) ^ (b & (c ^ d))) + k + w1 + ((a << 5) | (a >>> 27))) | 0; e = d; d = c; c = (b << 30) | (b >>> 2); b = a; a = next; w1 = turned(w1 ^ w3 ^ w9 ^ w14)
    next = (e + (isParity ? b ^ c ^ d : (d & (c | chosen)) ^ (b & (c ^ d))) + k + w2 + ((a << 5) | (a >>> 27))) | 0; e = d; d = c; c = (b << 30) | (b >>> 2); b = a; a = next; w2 = turned(w2 ^ w4 ^ w10 ^ w15)
    next = (e + (isParity ? b ^ c ^ d : (d & (c | chosen)) ^ (b & (c ^ d))) + k + w3 + ((a << 5) | (a >>> 27))) | 0; e = d; d = c; c = (b << 30) | (b >>> 2); b = a; a = next; w3 = turned(w3 ^ w5 ^ w11 ^ w0)
    if (step === 16) { k = 0x6ed9eba1; isParity = true }
    next = (e + (isParity ? b ^ c ^ d : (d & (c | chosen)) ^ (b & (c ^ d))) + k + w4 + ((a << 5) | (a >>> 27))) | 0; e = d; d = c; c = (b << 30) | (b >>> 2); b = a; a = next; w4 = turned(w4 ^ w6 ^ w12 ^ w1)
    next = (e + (isParity ? b ^ c ^ d : (d & (c | chosen)) ^ (b & (c ^ d))) + k + w5 + ((a << 5) | (a >>> 27))) | 0; e = d; d = c; c = (b << 30) | (b >>> 2); b = a; a = next; w5 = turned(w5 ^ w7 ^ w13 ^ w2)
    next = (e + (isParity ? b ^ c ^ d : (d & (c | chosen)) ^ (b & (c ^ d))) + k + w6 + ((a << 5) | (a >>> 27))) | 0; e = d; d = c; c = (b << 30) | (b >>> 2); b = a; a = next; w6 = turned(w6 ^ w8 ^ w14 ^ w3)
    next = (e + (isParity ? b ^ c ^ d : (d & (c | chosen)) ^ (b & (c ^ d))) + k + w7 + ((a << 5) | (a >>> 27))) | 0; e = d; d = c; c = (b << 30) | (b >>> 2); b = a; a = next; w7 = turned(w7 ^ w9 ^ w15 ^ w4)
    if (step === 32) { k = 0x8f1bbcdc; isParity = false; chosen = 0 }
    next = (e + (isParity ? b ^ c ^ d : (d & (c | chosen)) ^ (b & (c ^ d))) + k + w8 + ((a << 5) | (a >>> 27))) | 0; e = d; d = c; c = (b << 30) | (b >>> 2); b = a; a = next; w8 = turned(w8 ^ w10 ^ w0 ^ w5)
    next = (e + (isParity ? b ^ c ^ d : (d & (c | chosen)) ^ (b & (c ^ d))) + k + w9 + ((a << 5) | (a >>> 27))) | 0; e = d; d = c; c = (b << 30) | (b >>> 2); b = a; a = next; w9 = turned(w9 ^ w11 ^ w1 ^ w6)
    next = (e + (isParity ? b ^ c ^ d : (d & (c | chosen)) ^ (b & (c ^ d))) + k + w10 + ((a << 5) | (a >>> 27))) | 0; e = d; d = c; c = (b << 30) | (b >>> 2); b = a; a = next; w10 = turned(w10 ^ w12 ^ w2 ^ w7)
    next = (e + (isParity ? b ^ c ^ d : (d & (c | chosen)) ^ (b & (c ^ d))) + k + w11 + ((a << 5) | (a >>> 27))) | 0; e = d; d = c; c = (b << 30) | (b >>> 2); b = a; a = next; w11 = turned(w11 ^ w13 ^ w3 ^ w8)
    if (step === 48) { k = 0xca62c1d6; isParity = true }
    next = (e + (isParity ? b ^ c ^ d : (d & (c | chosen)) ^ (b & (c ^ d))) + k + w12 + ((a << 5) | (a >>> 27))) | 0; e = d; d = c; c = (b << 30) | (b >>> 2); b = a; a = next; w12 = turned(w12 ^ w14 ^ w4 ^ w9)
    next = (e + (isParity ? b ^ c ^ d : (d & (c | chosen)) ^ (b & (c ^ d))) + k + w13 + ((a << 5) | (a >>> 27))) | 0; e = d; d = c; c = (b << 30) | (b >>> 2); b = a; a = next; w13 = turned(w13 ^ w15 ^ w5 ^ w10)
    next = (e + (isParity ? b ^ c ^ d : (d & (c | chosen)) ^ (b & (c ^ d))) + k + w14 + ((a << 5) | (a >>> 27))) | 0; e = d; d = c; c = (b << 30) | (b >>> 2); b = a; a = next; w14 = turned(w14 ^ w0 ^ w6 ^ w11)
    next = (e + (isParity ? b ^ c ^ d : (d & (c | chosen)) ^ (b & (c ^ d))) + k + w15 + ((a << 5) | (a >>> 27))) | 0; e = d; d = c; c = (b << 30) | (b >>> 2); b = a; a = next; w15 = turned(w15 ^ w1 ^ w7 ^ w12)
  }
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
