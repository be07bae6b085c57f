import { expect, it } from 'vitest'
import { dropBody } from '../../src/ccm/drop-body.ts'

/** An answer in pieces of 1 KiB, and what becomes of its body. */
function answerOf(pieces: number, headers: Record<string, string> = {}) {
  const seen = { pulled: 0, isEnded: false, isCancelled: false }
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (seen.pulled === pieces) {
          seen.isEnded = true
          return controller.close()
        }
        seen.pulled += 1
        controller.enqueue(new Uint8Array(1024))
      },
      cancel() {
        seen.isCancelled = true
      },
    },
    { highWaterMark: 0 },
  )
  return { response: new Response(body, { headers }), seen }
}

it('reads a short answer to its end, so that its connection serves the next call', async () => {
  const { response, seen } = answerOf(3)
  dropBody(response)
  await expect.poll(() => seen).toEqual({ pulled: 3, isEnded: true, isCancelled: false })
})

it('ends a long answer without a length', async () => {
  const { response, seen } = answerOf(1000)
  dropBody(response)
  await expect.poll(() => seen).toEqual({ pulled: 17, isEnded: false, isCancelled: true })
})

it('ends an answer at once whose length is too long', async () => {
  const { response, seen } = answerOf(1000, { 'content-length': '1024000' })
  dropBody(response)
  await expect.poll(() => seen).toEqual({ pulled: 0, isEnded: false, isCancelled: true })
})

it('leaves alone what was read', async () => {
  const { response } = answerOf(1)
  expect(await response.text()).toHaveLength(1024)
  expect(() => dropBody(response)).not.toThrow()
})

it('does not mind an answer that breaks off', async () => {
  const body = new ReadableStream<Uint8Array>({ pull: (stream) => stream.error(new Error('lost')) })
  dropBody(new Response(body))
  await new Promise((resolve) => setImmediate(resolve))
})
