/**
 * `npm run runtimes`: bundles the pure entry points and the clients, and runs them over all fixtures on Node, Bun, Deno
 * and workerd, the runtime of Cloudflare Workers. All must give what Node gives, to the last letter.
 */
import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build as bundle } from 'esbuild'
import { build, inTemporaryFolder, root, run } from './project.ts'

/** Each runtime with what starts a module on it. */
const runtimes = {
  bun: ['run', 'main.mjs'],
  // file-type has a dependency, debug, that asks for DEBUG.
  deno: ['run', '--no-config', '--allow-env=DEBUG', 'main.mjs'],
  workerd: ['test', 'worker.capnp'],
} as const

/** A worker that runs the module as a test. */
const workerConfig = `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (services = [(name = "main", worker = .worker)]);
const worker :Workerd.Worker = (
  modules = [(name = "worker", esModule = embed "worker.mjs")],
  compatibilityDate = "2026-01-01",
  compatibilityFlags = ["nodejs_compat"],
);
`

build()
await inTemporaryFolder(async (folder) => {
  await write(folder, 'main', 'console.log(await runAll(webhooks, messages))')
  await write(
    folder,
    'worker',
    'export default { async test() { console.log(await runAll(webhooks, messages)) } }',
  )
  writeFileSync(join(folder, 'worker.capnp'), workerConfig)
  const expected = run(process.execPath, ['main.mjs'], folder).trim()
  console.log(`ok  Node ${process.version}: ${expected.length} characters`)

  const tools = join(folder, 'runtimes')
  mkdirSync(tools)
  const project = { private: true, allowScripts: { bun: true, deno: true, workerd: true } }
  writeFileSync(join(tools, 'package.json'), JSON.stringify(project))
  run('npm', ['install', '--silent', '--no-audit', '--no-fund', ...Object.keys(runtimes)], tools)
  for (const [name, args] of Object.entries(runtimes)) {
    const program = join(tools, 'node_modules/.bin', name)
    const isSame = run(program, args, folder).includes(expected)
    console.log(
      `${isSame ? 'ok ' : 'NOT THE SAME'} ${run(program, ['--version']).split('\n')[0]} ${name}`,
    )
    if (!isSame) process.exitCode = 1
  }
})

/** Bundles the program with all fixtures and a last line of its own. */
async function write(folder: string, name: string, last: string): Promise<void> {
  const contents = [
    `import { runAll } from './scripts/runtimes/program.ts'`,
    `const webhooks = ${fixtures('inbound/*/*/webhook.json')}`,
    `const messages = ${fixtures('outbound/*/*/message.json')}`,
    last,
  ].join('\n')
  await bundle({
    stdin: { contents, resolveDir: root, loader: 'ts' },
    outfile: join(folder, `${name}.mjs`),
    bundle: true,
    format: 'esm',
    platform: 'browser',
    external: ['node:*'],
    logLevel: 'warning',
  })
}

function fixtures(pattern: string): string {
  const files = globSync(pattern, { cwd: join(root, 'test/fixtures') }).toSorted()
  return JSON.stringify(
    files.map((file) => JSON.parse(readFileSync(join(root, 'test/fixtures', file), 'utf8'))),
  )
}
