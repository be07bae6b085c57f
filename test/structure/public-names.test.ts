import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { src } from './source-files.ts'

const root = join(src, '..')
const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))

/** The source of each entry point of package.json: `./graph` is `src/graph/index.ts`. */
const entryPoints = Object.keys(exports)
  .filter((path) => !path.endsWith('.json'))
  .map((path) => ({
    entryPoint: path.replace('.', 'messenger-cim'),
    file: join(src, path, 'index.ts'),
  }))

const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile)
const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root)
const program = ts.createProgram(
  entryPoints.map(({ file }) => file),
  options,
)

describe('public names', () => {
  it.each(entryPoints)('of $entryPoint change only on purpose', async ({ entryPoint, file }) => {
    const snapshot = join(
      import.meta.dirname,
      'public-names',
      `${entryPoint.replace('/', '.')}.txt`,
    )
    await expect(`${namesOf(file).join('\n')}\n`).toMatchFileSnapshot(snapshot)
  })
})

function namesOf(file: string): string[] {
  const checker = program.getTypeChecker()
  const source = program.getSourceFile(file)
  const module = source && checker.getSymbolAtLocation(source)
  if (module === undefined) throw new Error(`${file} exports nothing`)
  return checker
    .getExportsOfModule(module)
    .map((symbol) => wordFor(symbol, checker))
    .toSorted()
}

function wordFor(symbol: ts.Symbol, checker: ts.TypeChecker): string {
  const isAlias = (symbol.flags & ts.SymbolFlags.Alias) !== 0
  const { flags } = isAlias ? checker.getAliasedSymbol(symbol) : symbol
  return `${symbol.name}${(flags & ts.SymbolFlags.Value) === 0 ? ' (type)' : ''}`
}
