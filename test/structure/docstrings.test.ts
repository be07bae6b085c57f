import { join } from 'node:path'
import ts from 'typescript'
import { expect, it } from 'vitest'
import { nodesOf, src } from './source-files.ts'

const root = join(src, '..')
const { config: manifest } = ts.readConfigFile(join(root, 'package.json'), ts.sys.readFile)
const entryPoints = Object.keys(manifest.exports)
  .filter((path) => !path.endsWith('.json'))
  .map((path) => join(src, path, 'index.ts'))

const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile)
const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root)
const program = ts.createProgram(entryPoints, options)
const checker = program.getTypeChecker()

/** Types whose keys are the names of the types of their values. */
const maps = ['CimBodies', 'EventItems']

it('every field of a public type says what it is', () => {
  const fields = publicTypes().flatMap((type) => [...nodesOf(type)].filter(isField))
  expect(fields.length).toBeGreaterThan(500)
  expect(fields.filter(isUnexplained).map(nameOf).join('\n')).toBe('')
})

function publicTypes(): ts.Node[] {
  const symbols = entryPoints.flatMap((file) => {
    const source = program.getSourceFile(file)
    const module = source && checker.getSymbolAtLocation(source)
    if (module === undefined) throw new Error(`${file} exports nothing`)
    return checker.getExportsOfModule(module)
  })
  const declarations = symbols.flatMap((symbol) => {
    const isAlias = (symbol.flags & ts.SymbolFlags.Alias) !== 0
    return (isAlias ? checker.getAliasedSymbol(symbol) : symbol).declarations ?? []
  })
  return [...new Set(declarations)].filter(
    (node) =>
      ts.isClassDeclaration(node) ||
      (ts.isTypeAliasDeclaration(node) && !maps.includes(node.name.text)),
  )
}

type Field = ts.PropertySignature | ts.PropertyDeclaration | ts.MethodSignature

function isField(node: ts.Node): node is Field {
  return (
    ts.isPropertySignature(node) || ts.isPropertyDeclaration(node) || ts.isMethodSignature(node)
  )
}

/** A field on a line of its own without a docstring. A type on one line says it all in its own docstring. */
function isUnexplained(field: Field): boolean {
  const { text } = field.getSourceFile()
  const lineStart = text.lastIndexOf('\n', field.getStart()) + 1
  const isOnOwnLine = text.slice(lineStart, field.getStart()).trim() === ''
  return isOnOwnLine && !isWord(field) && ts.getJSDocCommentsAndTags(field).length === 0
}

/** The word that distinguishes one type of a union from the others, or its absence. */
function isWord({ type, ...field }: Field): boolean {
  const initializer = 'initializer' in field ? field.initializer : undefined
  return (
    (type !== undefined && ts.isLiteralTypeNode(type)) ||
    type?.kind === ts.SyntaxKind.UndefinedKeyword ||
    (initializer !== undefined && ts.isStringLiteral(initializer))
  )
}

function nameOf(field: Field): string {
  const source = field.getSourceFile()
  const { line } = source.getLineAndCharacterOfPosition(field.getStart())
  return `${source.fileName.slice(root.length + 1)}:${line + 1} ${field.name.getText()}`
}
