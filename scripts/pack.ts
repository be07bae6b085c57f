/**
 * `npm run pack`: packs the package, installs the tarball into a fresh folder and uses every entry point there,
 * under each supported Node from ESM and from `require`, and from TypeScript in both resolutions.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { assertContents } from './pack/contents.ts'
import { esmProgram, requireProgram, typedProgram } from './pack/programs.ts'
import { entryPoints, inTemporaryFolder, manifest, root, run } from './project.ts'

/** As npm's package `node` has them: the oldest that `engines` allows, and the newest of each line. */
const nodeVersions = [manifest.engines.node.replace('>=', ''), '22', '24', '26']

await inTemporaryFolder((folder) => {
  const tarball = pack(folder)
  const consumer = join(folder, 'consumer')
  const peers = Object.entries(manifest.peerDependencies).map(([name, range]) => `${name}@${range}`)
  install(consumer, [tarball, ...peers])

  writeFileSync(join(consumer, 'use.mjs'), esmProgram(entryPoints))
  writeFileSync(join(consumer, 'use.cjs'), requireProgram(entryPoints))
  for (const version of nodeVersions) {
    const runtime = join(folder, `node-${version}`)
    install(runtime, [`node@${version}`])
    const node = join(runtime, 'node_modules/node/bin/node')
    for (const program of ['use.mjs', 'use.cjs']) run(node, [program], consumer)
    runCommand(node, consumer)
    console.log(
      `ok  Node ${run(node, ['--version']).trim()}: ${entryPoints.length} entry points by import and require`,
    )
  }

  const empty = join(folder, 'empty')
  mkdirSync(empty)
  assertHolds(run('npx', ['--yes', '--package', tarball, 'messenger-cim'], empty), 'explain')
  console.log('ok  npx in an empty folder')

  writeFileSync(join(consumer, 'use.ts'), typedProgram(entryPoints))
  for (const resolution of ['nodenext', 'bundler']) {
    compile(consumer, resolution)
    console.log(`ok  TypeScript, resolution ${resolution}`)
  }
})

/** Runs the command as `npx` does in a folder that has the package, or none of its own. */
function runCommand(node: string, folder: string): void {
  const command = join(folder, 'node_modules/.bin/messenger-cim')
  assertHolds(run(node, [command], folder), 'explain')
  const file = join(root, 'test/fixtures/inbound/image/three/webhook.json')
  assertHolds(run(node, [command, 'explain', file], folder), '→ IMAGE')
  const database = join(folder, 'command.sqlite')
  const open = `import { openSqlite } from 'messenger-cim/sqlite'; await openSqlite('${database}').close()`
  run(node, ['--input-type=module', '--eval', open], folder)
  assertHolds(
    run(node, [command, 'dead-letters', 'list', '--database', database], folder),
    'no dead',
  )
}

function assertHolds(text: string, part: string): void {
  if (!text.includes(part)) throw new Error(`The command does not say ${part}:\n${text}`)
}

/** Packs the package into `folder`, and holds what is in the tarball to what users need. */
function pack(folder: string): string {
  const output = run('npm', ['pack', '--json', '--silent', '--pack-destination', folder])
  const [packed] = JSON.parse(output.slice(output.indexOf('[')))
  assertContents(packed.files)
  const { filename, entryCount, size } = packed
  console.log(`ok  ${filename}: ${entryCount} files, ${Math.round(size / 1000)} kB`)
  return join(folder, filename)
}

/** A new project in `folder` that depends on `packages`. */
function install(folder: string, packages: readonly string[]): void {
  mkdirSync(folder)
  const project = { private: true, allowScripts: { node: true } }
  writeFileSync(join(folder, 'package.json'), JSON.stringify(project))
  run('npm', ['install', '--silent', '--no-audit', '--no-fund', ...packages], folder)
}

/** Compiles `use.ts` as a strict user would, declarations of dependencies included. */
function compile(folder: string, resolution: string): void {
  const config = {
    compilerOptions: {
      target: 'es2023',
      lib: ['es2023', 'dom', 'dom.iterable', 'dom.asynciterable'],
      module: resolution === 'bundler' ? 'esnext' : resolution,
      moduleResolution: resolution,
      types: [],
      strict: true,
      exactOptionalPropertyTypes: true,
      noEmit: true,
    },
    files: ['use.ts'],
  }
  const file = join(folder, `tsconfig.${resolution}.json`)
  writeFileSync(file, JSON.stringify(config))
  run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '--project', file], folder)
}
