/** The most that is read of an answer that nobody needs, in bytes. */
const longestRead = 16_384

/**
 * Ends an answer that nobody reads, or has read. Not waited for: of a body that is read twice a branch ends only with the
 * other; and a connection that breaks meanwhile changes nothing. A short one is read to its end: ending it early
 * costs the connection, where the rest is still on its way.
 */
export function dropBody({ body, headers }: Response): void {
  if (body === null || body.locked) return
  const isLong = Number(headers.get('content-length')) > longestRead
  void (isLong ? body.cancel() : readOut(body)).catch(ignore)
}

async function readOut(body: ReadableStream<Uint8Array>): Promise<void> {
  const reader = body.getReader()
  for (let bytes = 0; bytes <= longestRead; ) {
    const { done, value } = await reader.read()
    if (done) return
    bytes += value.length
  }
  await reader.cancel()
}

function ignore(): void {}
