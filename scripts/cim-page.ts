/** The tables of docs/cim.md, field by field out of the types and their docstrings, each body with its sample. */
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import type { EmittedCimMessage } from '../src/cim/emitted.ts'
import { sampleCimMessage, sampleCimTypes } from '../src/testing/index.ts'
import { root } from './project.ts'

const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile)
const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root)
const file = join(root, 'src/index.ts')
const program = ts.createProgram([file], options)
const checker = program.getTypeChecker()

/** What stands below each marker of the page: `<!-- read-header -->` … */
export function cimTables(): Record<string, string> {
  return {
    'read-header': tableOf(typeNamed('CimHeader')),
    'read-bodies': sampleCimTypes.map(readBody).join('\n'),
    'sent-header': tableOf(typeNamed('EmittedHeader')),
    'sent-bodies': unionOf(typeNamed('EmittedBody')).map(sentBody).join('\n'),
  }
}

function readBody(type: (typeof sampleCimTypes)[number]): string {
  const property = typeNamed('CimBodies').getProperty(type)
  if (property === undefined) throw new Error(`CimBodies has no ${type}`)
  const body = checker.getTypeOfSymbol(property)
  return section(type, body, sampleCimMessage(type).body)
}

function sentBody(body: ts.Type): string {
  const literal = body.getProperty('type')
  const type = literal && checker.typeToString(checker.getTypeOfSymbol(literal)).slice(1, -1)
  return section(String(type), body, sentSamples.get(String(type)))
}

/** The shortest message of each type among the fixtures. */
const sentSamples = new Map<string, unknown>(
  globSync('test/fixtures/inbound/*/*/messages.json', { cwd: root })
    .flatMap((path): EmittedCimMessage[] => JSON.parse(readFileSync(join(root, path), 'utf8')))
    .toSorted((a, b) => JSON.stringify(b.body).length - JSON.stringify(a.body).length)
    .map(({ body }) => [body.type, body]),
)

function section(heading: string, type: ts.Type, sample: unknown): string {
  const about = documentation(type.aliasSymbol)
  const block = sample === undefined ? '' : `\n${fenced(sample)}\n`
  return `### ${heading}\n\n${about}\n\n${tableOf(type)}${block}`
}

function fenced(sample: unknown): string {
  return `\`\`\`json\n${JSON.stringify(sample, null, 2)}\n\`\`\``
}

function tableOf(type: ts.Type): string {
  const rows = rowsOf(type, '').map((row) => `| ${row.join(' | ')} |`)
  return ['| Field | Type | What it is |', '|---|---|---|', ...rows, ''].join('\n')
}

function rowsOf(type: ts.Type, prefix: string): string[][] {
  const fields = type.getProperties().filter(({ name }) => prefix !== '' || name !== 'type')
  return fields.flatMap((property): string[][] => {
    const name = `${prefix}${property.name}`
    const own = checker.getTypeOfSymbol(property)
    const value = checker.getNonNullableType(own)
    const element = elementOf(value)
    const inner = fieldsOf(element ?? value)
    const row = [`\`${name}\``, kindOf(own), documentation(property)]
    return [row, ...(inner ? rowsOf(inner, `${name}${element ? '[]' : ''}.`) : [])]
  })
}

function elementOf(type: ts.Type): ts.Type | undefined {
  return checker.isArrayType(type)
    ? checker.getIndexTypeOfType(type, ts.IndexKind.Number)
    : undefined
}

/** The object among what a value may be, where its fields have names. */
function fieldsOf(type: ts.Type): ts.Type | undefined {
  return unionOf(type).find(
    (one) =>
      (one.flags & ts.TypeFlags.Object) !== 0 &&
      !checker.isArrayType(one) &&
      one.getProperties().length > 0,
  )
}

function unionOf(type: ts.Type): readonly ts.Type[] {
  return type.isUnion() ? type.types : [type]
}

/** `string?` for what may be absent, `null?` too; the rows below list the fields of objects. */
function kindOf(type: ts.Type): string {
  if ((type.flags & ts.TypeFlags.Unknown) !== 0) return 'anything?'
  const absent = unionOf(type).some(({ flags }) => (flags & ts.TypeFlags.Undefined) !== 0)
  const value = checker.getNonNullableType(type)
  const element = elementOf(value)
  const word =
    element !== undefined
      ? 'list'
      : fieldsOf(value) === value
        ? 'object'
        : plainly(checker.typeToString(value))
  const nullable = !absent && unionOf(type).some(({ flags }) => (flags & ts.TypeFlags.Null) !== 0)
  return `${word.replaceAll(' | ', ' or ')}${nullable ? ' or null' : ''}${absent ? '?' : ''}`
}

/** A type of TypeScript in words that hold for JSON. */
function plainly(type: string): string {
  return type.replace(/\{.*\}|Record<string, never>/, 'object').replace('string[]', 'list')
}

function documentation(symbol: ts.Symbol | undefined): string {
  const text = ts.displayPartsToString(symbol?.getDocumentationComment(checker))
  return text
    .replace(/\{@link (\w+) ?\}/g, '`$1`')
    .replaceAll('\n', ' ')
    .replaceAll('|', '\\|')
}

function typeNamed(name: string): ts.Type {
  const source = program.getSourceFile(file)
  const module = source && checker.getSymbolAtLocation(source)
  const found = module && checker.getExportsOfModule(module).find((symbol) => symbol.name === name)
  if (found === undefined) throw new Error(`The root entry point has no ${name}`)
  const isAlias = (found.flags & ts.SymbolFlags.Alias) !== 0
  return checker.getDeclaredTypeOfSymbol(isAlias ? checker.getAliasedSymbol(found) : found)
}

/** The page with every table written anew below its marker. */
export function withTables(page: string): string {
  return Object.entries(cimTables()).reduce((text, [marker, tables]) => {
    const [start, end] = [`<!-- ${marker} -->\n`, `<!-- end of ${marker} -->`]
    const from = text.indexOf(start)
    const to = text.indexOf(end)
    if (from === -1 || to === -1) throw new Error(`docs/cim.md has no marker ${marker}`)
    return `${text.slice(0, from + start.length)}\n${tables}\n${text.slice(to)}`
  }, page)
}
