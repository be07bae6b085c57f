import { parse, v5 } from 'uuid'

/** The namespace of all ids of this package. Never change it: ids of stored messages depend on it. */
const namespace = parse('5b8f6f3e-8c1d-4f0b-9f57-2a7d0c6e41b3')

const encoder = new TextEncoder()

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
  const name = part === undefined || part === 0 ? first : `${first}\n${part}`
  // As bytes: a lone surrogate in hostile input is no reason to fail.
  return v5(bytesOf(name), namespace)
}

/** Room for the names of all but hostile input; hashed and forgotten before anyone else can write to it. */
const room = new Uint8Array(1024)

/** The UTF-8 of a name. A new array each time would cost as much as a third of the hash. */
function bytesOf(name: string): Uint8Array {
  const mayFit = name.length * 3 <= room.length
  return mayFit ? room.subarray(0, encoder.encodeInto(name, room).written) : encoder.encode(name)
}
