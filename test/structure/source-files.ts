import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'

export const src = join(import.meta.dirname, '../../src')

/** Every file of `src`, parsed. `path` is relative to `src`. */
export const sourceFiles: readonly { path: string; source: ts.SourceFile }[] = globSync('**/*.ts', {
  cwd: src,
})
  .toSorted()
  .map((path) => {
    const text = readFileSync(join(src, path), 'utf8')
    return { path, source: ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true) }
  })

/** A node and everything below it. */
export function* nodesOf(node: ts.Node): Generator<ts.Node> {
  yield node
  for (const child of node.getChildren()) yield* nodesOf(child)
}
