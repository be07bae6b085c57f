import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { expect, it } from 'vitest'
import { root } from './code-blocks.ts'

it.each(['inbound', 'outbound'])('docs/%s.md has a row for each field of the context', (name) => {
  const page = readFileSync(join(root, `docs/${name}.md`), 'utf8')
  const [, section = ''] = page.split('\n## Context\n')
  const firstColumns = [...section.matchAll(/^\| ([^|]*) \|/gm)].map(([, first = '']) => first)
  const rows = firstColumns.flatMap((first) =>
    [...first.matchAll(/`(\w+)`/g)].map(([, field]) => field),
  )
  expect(rows.toSorted()).toEqual(fieldsIn(join(root, `src/${name}/context.ts`)).toSorted())
})

/** The fields of the type of the context, which is the last one in its file. */
function fieldsIn(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest)
  const context = source.statements.filter(ts.isTypeAliasDeclaration).at(-1)
  if (context === undefined || !ts.isTypeLiteralNode(context.type)) throw new Error(file)
  return context.type.members.map((member) => member.name?.getText(source) ?? '')
}
