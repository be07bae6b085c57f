import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createFileEngine } from '../../src/ccm/index.ts'
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

  it('refuses what `refuse` names, with the reason', async () => {
    const scanning = createFileEngineStandIn({
      baseUrl: 'http://files.cx.svc:8080',
      async refuse(file) {
        if (file.name.endsWith('.heic')) return 'File type not allowed'
        return (await file.text()).includes('EICAR') ? 'Virus found' : undefined
      },
    })
    server.use(...scanning.handlers)
    const client = createFileEngine({ baseUrl: 'http://files.cx.svc:8080' })
    const about = { fileName: 'note.txt', conversationId: '1' }
    await expect(client.upload(new Blob(['EICAR']), about)).rejects.toMatchObject({
      status: 404,
      refused: true,
      detail: 'Virus found',
    })
    const heic = client.upload(new Blob(['x']), { ...about, fileName: 'a.heic' })
    await expect(heic).rejects.toMatchObject({ detail: 'File type not allowed' })
    const { mediaUrl } = await client.upload(new Blob(['clean']), about)
    expect(mediaUrl).toBe('http://files.cx.svc:8080/api/downloadFileStream?filename=note.txt')
    expect(scanning.uploads.map(({ name }) => name)).toEqual(['note.txt'])
    server.resetHandlers()
  })

  it.each(['http://files', 'http://files/', 'http://files/api', 'http://files/api/'])(
    'answers below /api alone, at %s',
    async (baseUrl) => {
      const bare = createFileEngineStandIn({ baseUrl, publicUrl: 'https://cx.example.com/fe/api/' })
      server.use(...bare.handlers)
      const url = bare.store(new File(['x'], 'a.txt'))
      expect(url).toBe('https://cx.example.com/fe/api/downloadFileStream?filename=a.txt')
      const answer = await fetch('http://files/api/downloadFileStream?filename=a.txt')
      expect(await answer.text()).toBe('x')
      expect((await fetch('http://files/downloadFileStream?filename=a.txt')).status).toBe(404)
      server.resetHandlers()
    },
  )

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
