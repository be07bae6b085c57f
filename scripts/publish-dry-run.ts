/**
 * `npm run publish:dry-run`: everything that `npm publish` looks at before it sends the package, with a
 * registry of our own that knows no package. The real one refuses the version that is out already, which is
 * nothing wrong with the checkout, and without a network npm asks it for more than a minute.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { root } from './project.ts'

const registry = createServer((_, response) => {
  response.writeHead(404, { 'content-type': 'application/json' }).end('{"error":"Not found"}')
})
await once(registry.listen(0, '127.0.0.1'), 'listening')
const address = registry.address()
if (address === null || typeof address === 'string') throw new Error('no free port')

const where = [`--registry=http://127.0.0.1:${address.port}`, '--noproxy=127.0.0.1']
const npm = spawn('npm', ['publish', '--dry-run', '--loglevel=warn', ...where], {
  cwd: root,
  stdio: 'inherit',
})
const [exitCode] = await once(npm, 'exit')
registry.close()
registry.closeAllConnections()
process.exitCode = exitCode ?? 1
