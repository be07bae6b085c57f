import { execFileSync } from 'node:child_process'
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The folder of the project. */
export const root = join(import.meta.dirname, '..')

/** package.json, as far as the scripts need it. */
export const manifest: {
  name: string
  engines: { node: string }
  repository?: string | { url: string }
  bin: Record<string, string>
  exports: Record<string, string | { types: string; default: string }>
  dependencies: Record<string, string>
  devDependencies: Record<string, string>
  peerDependencies: Record<string, string>
} = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))

/** The entry points by which the package is imported: `messenger-cim`, `messenger-cim/webhook` … */
export const entryPoints: readonly string[] = Object.entries(manifest.exports)
  .filter(([, target]) => typeof target !== 'string')
  .map(([path]) => path.replace('.', manifest.name))

/** Runs a program and gives what it wrote to stdout. When it fails, everything it wrote is in the error. */
export function run(command: string, args: readonly string[], cwd: string = root): string {
  return execFileSync(command, args, {
    cwd,
    encoding: 'utf8',
    stdio: 'pipe',
    maxBuffer: 256 * 1024 * 1024,
  })
}

/** Builds `dist` unless it is newer than everything that it is made from, folders included. */
export function build(): void {
  const built = join(root, 'dist/index.js')
  const sources = ['package.json', 'tsup.config.ts', ...globSync('src/**', { cwd: root })]
  const newest = Math.max(...sources.map((file) => statSync(join(root, file)).mtimeMs))
  if (existsSync(built) && statSync(built).mtimeMs > newest) return
  run('npm', ['run', '--silent', 'build'])
}

/** Gives an empty folder to `work`, and removes it afterwards, come what may. */
export async function inTemporaryFolder<T>(work: (folder: string) => T | Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), `${manifest.name}-`))
  try {
    return await work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
