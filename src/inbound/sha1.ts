const blockBytes = 64

/** What SHA-1 adds to a message: one bit, zeros, and the message's length in 64 bits; at most so many bytes. */
export const paddingBytes = 72

/**
 * SHA-1 (RFC 3174), for ids and for nothing that must be safe. Written out because every message pays for it:
 * 0.5 µs for 100 bytes, where that of `uuid` takes 6 µs and that of `@noble/hashes` 2 µs, and the runtimes' own
 * is asynchronous.
 *
 * @param room holds the message and behind it {@link paddingBytes}, which are overwritten
 * @param length of the message, in bytes
 * @returns five words of 32 bits, good until the next call
 */
export function sha1(room: DataView, length: number): Int32Array {
  const end = (Math.floor((length + 8) / blockBytes) + 1) * blockBytes
  room.setUint8(length, 0x80)
  for (let at = length + 1; at < end - 8; at += 1) room.setUint8(at, 0)
  room.setUint32(end - 8, Math.floor(length / 2 ** 29))
  room.setUint32(end - 4, length << 3)
  for (let word = 0; word < 5; word += 1) hash[word] = initial[word] ?? 0
  for (let at = 0; at < end; at += blockBytes) addBlock(room, at)
  return hash
}

const initial = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0]

/** Both are used and forgotten before anyone else can write to them. */
const hash = new Int32Array(5)
const schedule = new Int32Array(80)

function addBlock(room: DataView, at: number): void {
  for (let t = 0; t < 16; t += 1) schedule[t] = room.getInt32(at + 4 * t)
  for (let t = 16; t < 80; t += 1) {
    const early = word(schedule, t - 14) ^ word(schedule, t - 16)
    schedule[t] = rotate(word(schedule, t - 3) ^ word(schedule, t - 8) ^ early, 1)
  }
  // Not destructured: that would go through an iterator and take as long as all the rest.
  let a = word(hash, 0)
  let b = word(hash, 1)
  let c = word(hash, 2)
  let d = word(hash, 3)
  let e = word(hash, 4)
  for (let t = 0; t < 80; t += 1) {
    const next = rotate(a, 5) + mixed(t, b, c, d) + e + word(schedule, t)
    e = d
    d = c
    c = rotate(b, 30)
    b = a
    a = next | 0
  }
  hash[0] = word(hash, 0) + a
  hash[1] = word(hash, 1) + b
  hash[2] = word(hash, 2) + c
  hash[3] = word(hash, 3) + d
  hash[4] = word(hash, 4) + e
}

/** The function and the constant of the round that a step belongs to. */
function mixed(t: number, b: number, c: number, d: number): number {
  if (t < 20) return (((b & c) | (~b & d)) + 0x5a827999) | 0
  if (t < 40) return ((b ^ c ^ d) + 0x6ed9eba1) | 0
  if (t < 60) return (((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc) | 0
  return ((b ^ c ^ d) + 0xca62c1d6) | 0
}

function word(words: Int32Array, index: number): number {
  return words[index] ?? 0
}

function rotate(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits))
}
