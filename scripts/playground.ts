/**
 * `npm run playground`: builds the playground, one page of HTML, and serves it on loopback.
 * `npm run playground -- --out FILE` writes it instead.
 */
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { dirname, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { gzipSync } from 'node:zlib'
import { build } from './project.ts'

const { values } = parseArgs({ options: { out: { type: 'string' }, port: { type: 'string' } } })

build()
// It imports the package, which the line above makes.
const { playgroundPage } = await import('../examples/playground/build.ts')
const page = await playgroundPage()
const kB = (bytes: number) => `${(bytes / 1000).toFixed(0)} kB`
const size = `${kB(Buffer.byteLength(page))}, ${kB(gzipSync(page).byteLength)} compressed`

if (values.out !== undefined) {
  const file = resolve(values.out)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, page)
  console.log(`${file}: ${size}`)
} else {
  const server = createServer((request, response) => {
    const isPage = request.url === '/' || request.url === '/index.html'
    response.writeHead(isPage ? 200 : 404, { 'content-type': 'text/html; charset=utf-8' })
    response.end(isPage ? page : '')
  })
  server.listen(Number(values.port ?? 4440), '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : ''
  console.log(`http://127.0.0.1:${port}/ (${size}); Ctrl-C ends it`)
}
