/**
 * Writes the tables of docs/errors.md from the code. `npm run error-table`
 */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type GraphErrorRow, graphErrorTable } from '../src/graph/index.ts'

const page = join(import.meta.dirname, '../docs/errors.md')
const start = '<!-- from src/graph/codes.ts -->\n'
const end = '<!-- end -->'

const text = await readFile(page, 'utf8')
const [before = '', rest = ''] = text.split(start)
const after = rest.slice(rest.indexOf(end))
await writeFile(page, `${before}${start}\n${table()}\n\n${after}`)

function table(): string {
  const head =
    '| Code | Meaning | Reason | Again | What to do | Source |\n|---|---|---|---|---|---|'
  return [head, ...graphErrorTable.map(line)].join('\n')
}

function line(row: GraphErrorRow): string {
  const { meaning, reason, retryable, possiblyDelivered, advice, source } = row
  const delivered = possiblyDelivered === true ? ', may have arrived' : ''
  const again = `${retryable === true ? 'later' : 'no'}${delivered}`
  return `| ${codeOf(row)} | ${meaning} | \`${reason}\` | ${again} | ${advice} | [page](${source}) |`
}

function codeOf({ code, subcode, through }: GraphErrorRow): string {
  const number = subcode === undefined ? `${code}` : `${code}/${subcode}`
  return through === undefined ? number : `${number}–${through}`
}
