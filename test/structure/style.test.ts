import { basename } from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { nodesOf, sourceFiles } from './source-files.ts'
import { stilted } from './stilted.ts'

/** Places that know no clock, chance, network or environment. */
const pure = [
  ...['cim', 'messenger', 'text', 'inbound', 'outbound', 'explain'],
  ...['media/kind.ts', 'errors.ts'],
]

/** What reaches out of a pure function, beside `new Date()` without argument. */
const impure = new Set([
  ...['process', 'fetch', 'performance', 'crypto', 'navigator', 'console', 'globalThis'],
  ...['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'XMLHttpRequest', 'WebSocket'],
  ...['Date.now', 'Math.random'],
])

/** The most lines of code that a file has, comments not counted. */
const longest = 150

/** Tables of data, as long as the platform makes them, and all errors in one place. */
const tables = ['errors.ts', 'graph/codes.ts', 'testing/samples/bodies.ts']

describe.each(sourceFiles)('$path', ({ path, source }) => {
  const nodes = [...nodesOf(source)]

  it('has no any, assertion, non-null mark, enum or default export', () => {
    expect(nodes.filter(isForbidden).map((node) => placed(node, source))).toEqual([])
  })

  it('declares functions that have a name as functions', () => {
    const named = nodes.filter(
      (node) =>
        ts.isVariableDeclaration(node) &&
        node.initializer !== undefined &&
        (ts.isArrowFunction(node.initializer) || ts.isFunctionExpression(node.initializer)),
    )
    expect(named.map((node) => placed(node, source))).toEqual([])
  })

  it('says of everything that it exports what it is', () => {
    const silent = source.statements.filter(
      (statement) => isExported(statement) && ts.getJSDocCommentsAndTags(statement).length === 0,
    )
    expect(silent.map((node) => placed(node, source))).toEqual([])
  })

  it('says it in the words of the field', () => {
    expect(source.text.match(stilted)).toBeNull()
  })

  it('is named after what it holds, in lower case', () => {
    expect(path).toMatch(/^[a-z\d/.-]+$/)
    expect(basename(path, '.ts')).not.toMatch(/(util|helper|common|manager|misc|shared)s?$/)
  })

  it('is read in one sitting', () => {
    if (!tables.includes(path)) expect(codeLines(nodes, source)).toBeLessThanOrEqual(longest)
  })

  if (pure.some((place) => path === place || path.startsWith(`${place}/`))) {
    it('is pure', () => {
      expect(nodes.filter(isImpure).map((node) => placed(node, source))).toEqual([])
    })
  }
})

describe('the style rules', () => {
  it('are held against all of src, and list no table that is short or gone', () => {
    expect(sourceFiles.length).toBeGreaterThan(100)
    const long = sourceFiles.filter(
      ({ source }) => codeLines([...nodesOf(source)], source) > longest,
    )
    expect(long.map(({ path }) => path)).toEqual(tables)
  })
})

/** How many lines hold more than comments. */
function codeLines(nodes: readonly ts.Node[], source: ts.SourceFile): number {
  const tokens = nodes.filter((node) => ts.isToken(node) && node.getWidth() > 0)
  const lines = tokens.flatMap((token) => {
    const from = source.getLineAndCharacterOfPosition(token.getStart()).line
    const to = source.getLineAndCharacterOfPosition(token.end).line
    return Array.from({ length: to - from + 1 }, (_, index) => from + index)
  })
  return new Set(lines).size
}

function isForbidden(node: ts.Node): boolean {
  if (ts.isAsExpression(node)) return node.type.getText() !== 'const'
  return (
    node.kind === ts.SyntaxKind.AnyKeyword ||
    ts.isTypeAssertionExpression(node) ||
    ts.isNonNullExpression(node) ||
    ts.isEnumDeclaration(node) ||
    ts.isExportAssignment(node) ||
    (node.kind === ts.SyntaxKind.DefaultKeyword && ts.isSourceFile(node.parent.parent))
  )
}

function isExported(statement: ts.Statement): boolean {
  const modifiers = ts.canHaveModifiers(statement) ? ts.getModifiers(statement) : undefined
  return modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false
}

function isImpure(node: ts.Node): boolean {
  if (ts.isNewExpression(node)) {
    return node.expression.getText() === 'Date' && (node.arguments ?? []).length === 0
  }
  if (ts.isPropertyAccessExpression(node)) return impure.has(node.getText())
  return ts.isIdentifier(node) && impure.has(node.text) && isReference(node)
}

/** Not a property's name, as in `payload.fetch` or `{ process: 1 }`. */
function isReference({ parent, text }: ts.Identifier): boolean {
  if (ts.isPropertyAccessExpression(parent)) return parent.expression.getText() === text
  return ts.isExpression(parent) || ts.isVariableDeclaration(parent) || ts.isStatement(parent)
}

function placed(node: ts.Node, source: ts.SourceFile): string {
  const { line } = source.getLineAndCharacterOfPosition(node.getStart())
  return `${line + 1}: ${node.getText().split('\n')[0]}`
}
