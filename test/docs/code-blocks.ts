import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'

/** A TypeScript code block of a page. */
export type CodeBlock = {
  /** `docs/testing.md:12`: the page and the line on which its code begins. */
  name: string
  page: string
  line: number
  code: string
}

export const root = join(import.meta.dirname, '../..')

/** Every page that is written by hand: those at the top, then docs and examples. */
export function pages(): string[] {
  const places = ['*.md', 'docs/*.md', 'docs/contributing/*.md', 'examples/*/README.md']
  return globSync(places, { cwd: root }).toSorted()
}

/** Every code block marked `ts` in those pages. */
export function codeBlocks(): CodeBlock[] {
  return pages().flatMap(blocksOf)
}

function blocksOf(page: string): CodeBlock[] {
  const text = readFileSync(join(root, page), 'utf8')
  return [...text.matchAll(/^```ts\n(.*?)^```$/gms)].map(({ index, 1: code = '' }) => {
    const line = text.slice(0, index).split('\n').length + 1
    return { name: `${page}:${line}`, page, line, code }
  })
}

/**
 * Compiles all blocks as modules of their own in one program, with the project's options and the entry points
 * taken from `src`. Gives what is wrong by the name of the block.
 */
export function compile(blocks: readonly CodeBlock[]): Map<string, string[]> {
  const files = new Map(
    blocks.map((block) => [join(root, `${block.name.replace(':', '-')}.ts`), block]),
  )
  const options = compilerOptions()
  const host = ts.createCompilerHost(options)
  const { getSourceFile, fileExists, readFile } = host
  host.fileExists = (file) => files.has(file) || fileExists(file)
  host.readFile = (file) => files.get(file)?.code ?? readFile(file)
  host.getSourceFile = (file, target, ...rest) => {
    const block = files.get(file)
    if (block === undefined) return getSourceFile(file, target, ...rest)
    return ts.createSourceFile(file, block.code, target)
  }
  const program = ts.createProgram([...files.keys()], options, host)
  return new Map(
    [...files].map(([file, block]) => {
      const source = program.getSourceFile(file)
      return [
        block.name,
        ts.getPreEmitDiagnostics(program, source).map((found) => describeProblem(found, block)),
      ]
    }),
  )
}

function compilerOptions(): ts.CompilerOptions {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile)
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root)
  return {
    ...options,
    noUnusedLocals: false,
    moduleDetection: ts.ModuleDetectionKind.Force,
  }
}

function describeProblem(
  { file, start = 0, messageText }: ts.Diagnostic,
  block: CodeBlock,
): string {
  const line = file === undefined ? 0 : file.getLineAndCharacterOfPosition(start).line
  return `${block.page}:${block.line + line}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`
}

/** Whether a block says what its statements give. */
export function hasExpectations({ code }: CodeBlock): boolean {
  return code.includes('//=>')
}

/**
 * The block with each `statement //=> value` turned into an assertion. The value may go on in the comment
 * lines below. A statement may be an expression, `console.log` of one, or the declaration of a constant.
 */
export function withAssertions({ page, line, code }: CodeBlock): string {
  const source = ts.createSourceFile('block.ts', code, ts.ScriptTarget.Latest, true)
  const expectations = source.statements.map(expectedAfter)
  if (
    expectations.filter((expected) => expected !== undefined).length !==
    [...code.matchAll(expectation)].length
  ) {
    throw new Error(`${page}:${line}: a //=> that does not follow a statement`)
  }
  const statements = source.statements.map((statement, index) => {
    const expected = expectations[index]
    if (expected === undefined) return statement.getText()
    const row = source.getLineAndCharacterOfPosition(statement.getStart()).line
    return assertion(statement, expected, `${page}:${line + row}`)
  })
  return ["import { expect as expectValue } from 'vitest'", ...statements].join(';\n')
}

/** `//=>` with the comment lines below it. */
const expectation = /\/\/=>.*(?:\n[ \t]*\/\/.*)*/g
const expectationNext = new RegExp(`^[ \\t]*\\n?[ \\t]*(${expectation.source})`)

function expectedAfter(statement: ts.Statement): string | undefined {
  const after = statement.getSourceFile().text.slice(statement.end)
  return expectationNext.exec(after)?.[1]?.replace(/^[ \t]*\/\/(=>)?/gm, '')
}

function assertion(statement: ts.Statement, expected: string, where: string): string {
  const text = statement.getText()
  const matches = `, ${JSON.stringify(where)}).toEqual(${expected})`
  if (ts.isExpressionStatement(statement)) {
    return `expectValue(${subjectOf(statement.expression, where)}${matches}`
  }
  const name = /^const (\w+)\b/.exec(text)?.[1]
  if (name === undefined) throw new Error(`${where}: a statement without a value`)
  return `${text};\nexpectValue(${name}${matches}`
}

function subjectOf(expression: ts.Expression, where: string): string {
  const isLog = ts.isCallExpression(expression) && expression.expression.getText() === 'console.log'
  if (!isLog) return expression.getText()
  const [value, ...others] = expression.arguments
  if (value !== undefined && others.length === 0) return value.getText()
  throw new Error(`${where}: console.log of one value is needed`)
}
