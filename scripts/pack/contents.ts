import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { jsonSchemaNames } from '../json-schemas.ts'
import { manifest, root } from '../project.ts'

/** One file of a tarball, as `npm pack --json` lists it. */
export type PackedFile = { path: string }

/** What users need, and nothing else. */
const wanted =
  /^(dist\/[\w./-]+\.(js|d\.ts|js\.map)|dist\/schemas\/[\w-]+\.json|docs\/[\w-]+\.md|README\.md|LICENSE|CHANGELOG\.md|llms\.txt|package\.json)$/

/**
 * Holds a tarball to what users need: all targets of `exports` and `bin`, the pages, JSON Schemas, code and declarations, and
 * source maps only where their sources are within.
 * @throws with everything that is wrong
 */
export function assertContents(files: readonly PackedFile[]): void {
  const paths = files.map(({ path }) => path)
  const targets = Object.values(manifest.exports).flatMap((target) =>
    typeof target === 'string' ? [target] : [target.types, target.default],
  )
  const needed = [
    ...['README.md', 'LICENSE', 'CHANGELOG.md', 'llms.txt'],
    ...globSync('docs/*.md', { cwd: root }),
    ...jsonSchemaNames.map((name) => `dist/schemas/${name}.json`),
    ...targets.filter((path) => !path.includes('*')).map((path) => path.slice(2)),
    ...Object.values(manifest.bin),
  ]
  const wrong = [
    ...paths.filter((path) => !wanted.test(path)).map((path) => `not wanted: ${path}`),
    ...needed.filter((path) => !paths.includes(path)).map((path) => `missing: ${path}`),
    ...paths.filter(isBareMap).map((path) => `a source map without its sources: ${path}`),
    ...paths.filter(namesMissingMap).map((path) => `names a source map that is missing: ${path}`),
  ]
  if (wrong.length > 0) throw new Error(`The tarball is not right:\n${wrong.join('\n')}`)
}

function isBareMap(path: string): boolean {
  if (!path.endsWith('.map')) return false
  const { sources, sourcesContent = [] } = JSON.parse(readFileSync(join(root, path), 'utf8'))
  return sources.length !== sourcesContent.length || sourcesContent.includes(null)
}

function namesMissingMap(path: string): boolean {
  if (!path.endsWith('.js')) return false
  const isNamed = readFileSync(join(root, path), 'utf8').includes('//# sourceMappingURL=')
  return isNamed && !existsSync(join(root, `${path}.map`))
}
