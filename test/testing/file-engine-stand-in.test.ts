import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createFileEngineStandIn } from '../../src/testing/index.ts'

const base = 'https://cx.example.com/file-engine/api'
const files = createFileEngineStandIn({ maxBytes: 100 })

const server = setupServer(...files.handlers)
beforeAll(() => server.listen({ onUnhandledFrame: 'error' }))
afterEach(() => files.reset())
afterAll(() => server.close())

function upload(file: File, conversationId?: string): Promise<Response> {
  const body = new FormData()
  body.append('file', file)
  if (conversationId !== undefined) body.append('conversationId', conversationId)
  return fetch(`${base}/uploadFileStream`, { method: 'POST', body })
}

const invoice = new File(['%PDF-1.7'], 'invoice 4411.pdf', { type: 'application/pdf' })

describe('uploadFileStream', () => {
  it('stores a file, records it and answers what File Engine does', async () => {
    const answer = await (await upload(invoice, '6741f0c2')).json()
    const facts = { name: 'invoice 4411.pdf', size: 8 }
    expect(answer).toMatchObject({ ...facts, type: 'application/pdf', etag: expect.any(String) })
    expect(files.uploads).toMatchObject([
      { ...facts, mimeType: 'application/pdf', conversationId: '6741f0c2' },
    ])
    expect(await files.uploads[0]?.file.text()).toBe('%PDF-1.7')
  })

  it.each(['../etc.pdf', 'a.tar.gz', 'résumé.pdf', 'a(1).pdf', '.pdf'])(
    'refuses the name %s, as File Engine does',
    async (name) => {
      expect((await upload(new File(['x'], name), '1')).status).toBe(400)
      expect(files.uploads).toEqual([])
    },
  )

  it('refuses what is too large, and what has no conversation', async () => {
    expect((await upload(new File(['x'.repeat(101)], 'a.txt'), '1')).status).toBe(413)
    expect((await upload(invoice)).status).toBe(400)
  })

  it('fails as planned', async () => {
    files.fail('refused')
    await expect(upload(invoice, '1')).rejects.toThrow(TypeError)
    expect((await upload(invoice, '1')).status).toBe(200)
  })
})

describe('downloadFileStream', () => {
  it('gives back what was uploaded, and what a test stored', async () => {
    await upload(invoice, '1')
    const url = files.store(new File(['GIF89a'], 'wave.gif', { type: 'image/gif' }))
    const stored = await fetch(url)
    expect(stored.headers.get('content-type')).toBe('image/gif')
    expect(await stored.text()).toBe('GIF89a')
    const name = encodeURIComponent('invoice 4411.pdf')
    const uploaded = await fetch(`${base}/downloadFileStream?filename=${name}`)
    expect(await uploaded.text()).toBe('%PDF-1.7')
    expect(files.downloads).toEqual(['wave.gif', 'invoice 4411.pdf'])
  })

  it('answers 404 for other names and paths, and after a reset', async () => {
    const url = files.store(new File(['x'], 'untyped'))
    expect((await fetch(url)).headers.get('content-type')).toBe('application/octet-stream')
    files.reset()
    expect((await fetch(url)).status).toBe(404)
    expect((await fetch(`${base}/downloadFileStream`)).status).toBe(404)
    expect((await fetch(`${base}/deleteFile`)).status).toBe(404)
    expect(files.downloads).toEqual([])
  })
})
