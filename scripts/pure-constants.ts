import { readFile } from 'node:fs/promises'
import type { Plugin } from 'esbuild'
import ts from 'typescript'

/**
 * Marks what makes the constants of our modules as pure. Then a bundler leaves out the schemas and tables that a program
 * does not use: one that only translates webhooks is a third lighter. Without the marks it has to keep them, because
 * making one could have an effect. None has in this package, as `sideEffects` in package.json says.
 */
export const pureConstants: Plugin = {
  name: 'pure-constants',
  setup({ onLoad }) {
    onLoad({ filter: /\/src\/.+\.ts$/ }, async ({ path }) => {
      return { contents: markPure(await readFile(path, 'utf8')), loader: 'ts' }
    })
  },
}

/** The same module with the marks that bundlers know, none of which adds or moves a line. */
export function markPure(code: string): string {
  const module = ts.createSourceFile('module.ts', code, ts.ScriptTarget.ESNext, true)
  return module.statements
    .filter(ts.isVariableStatement)
    .flatMap(({ declarationList }) => declarationList.declarations)
    .flatMap(({ initializer }) => (initializer === undefined ? [] : marksFor(initializer)))
    .toSorted((a, b) => b.at - a.at)
    .reduce((text, { at, mark }) => text.slice(0, at) + mark + text.slice(at), code)
}

type Mark = { at: number; mark: string }

/** A call can be marked. What cannot be becomes the body of a function, whose call can be. */
function marksFor(initializer: ts.Expression): Mark[] {
  const parts = partsOf(initializer)
  if (parts.some(isOpaque)) {
    const { end } = initializer
    return [
      { at: initializer.getStart(), mark: '/* @__PURE__ */ (() => (' },
      { at: end, mark: '))()' },
    ]
  }
  const calls = parts.filter((part) => ts.isCallExpression(part) || ts.isNewExpression(part))
  // Calls in a chain, `a().b()`, begin at one place.
  const starts = new Set(calls.map((call) => call.getStart()))
  return [...starts].map((at) => ({ at, mark: '/* @__PURE__ */ ' }))
}

/** Everything in an expression that is evaluated with it: not what is inside functions. */
function partsOf(node: ts.Node): ts.Node[] {
  if (ts.isFunctionLike(node) || ts.isClassLike(node) || ts.isTypeNode(node)) return []
  const parts = [node]
  ts.forEachChild(node, (child) => void parts.push(...partsOf(child)))
  return parts
}

/** Whether a bundler takes it for an effect: it may call a getter, an iterator or `toString`. */
function isOpaque(node: ts.Node): boolean {
  if (ts.isPropertyAccessExpression(node)) {
    return !(ts.isCallExpression(node.parent) && node.parent.expression === node)
  }
  return (
    ts.isElementAccessExpression(node) ||
    ts.isSpreadElement(node) ||
    ts.isSpreadAssignment(node) ||
    ts.isTemplateExpression(node)
  )
}
