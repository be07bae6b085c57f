import { createReadStream } from 'node:fs'
import type { Readable } from 'node:stream'
import { parseArgs } from 'node:util'
import {
  addSummaries,
  type ExplainOptions,
  type Explanation,
  emptySummary,
  explainLine,
  explainText,
  summaryOf,
  tooLong,
} from '../explain/index.ts'
import { type Command, UsageError } from './command.ts'
import { type Input, inputsOf } from './input.ts'
import { showExplanation, showSummary } from './show-explanation.ts'
import { paintFor, print, type Terminal } from './terminal.ts'

const help = `Usage: messenger-cim explain [FILE] [--json] [--assume-log]

Shows how a webhook body or a CIM message is translated, and why, with the part of the
input that each result comes from. FILE holds JSON, or one body in each line (a log, which
ends with a summary); without FILE, or with -, it reads standard input.

  --json        for programs: one JSON object, or one in each line for a log
  --assume-log  as if every message that a receipt or a quote names were known

Exit code: 0; 1 when nothing could be read; 2 after wrong arguments.`

/** `messenger-cim explain`. */
export const explainCommand: Command = {
  summary: 'shows how a webhook or a CIM message is translated, and why',
  help,
  run: explainInput,
}

async function explainInput(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { json: { type: 'boolean' }, 'assume-log': { type: 'boolean' } },
  })
  const [file = '-', ...more] = positionals
  if (more.length > 0) throw new UsageError('explain takes one file at a time.')
  const options: ExplainOptions = { assumeLog: values['assume-log'] }
  const show = values.json
    ? jsonOf
    : (shown: Shown) => showExplanation(shown, paintFor(terminal.stdout))
  let summary = emptySummary
  let isLog = false
  try {
    for await (const input of inputsOf(open(file, terminal))) {
      const explanation = explanationOf(input, options)
      if (explanation === undefined) continue
      isLog ||= input.is === 'line'
      summary = addSummaries(summary, summaryOf(explanation))
      const source = file === '-' ? 'stdin' : file
      const line = input.is === 'line' ? { line: input.line } : {}
      await print(terminal.stdout, show({ source, explanation, ...line }))
    }
  } catch (error) {
    if (!isFileError(error)) throw error
    await print(terminal.stderr, `${file}: ${wordsFor(error.code)}`)
    return 1
  }
  if (isLog)
    await print(
      terminal.stdout,
      values.json ? JSON.stringify({ summary }) : showSummary(summary, paintFor(terminal.stdout)),
    )
  return summary.read > 0 ? 0 : 1
}

/** An explanation to show. */
export type Shown = { source: string; line?: number; explanation: Explanation }

function jsonOf({ line, explanation }: Shown): string {
  if (line === undefined) return JSON.stringify(explanation, null, 2)
  return JSON.stringify({ line, explanation })
}

function open(file: string, { stdin }: Terminal): Readable {
  return file === '-' ? stdin : createReadStream(file)
}

function explanationOf(input: Input, options: ExplainOptions): Explanation | undefined {
  if (input.is === 'text') return explainText(input.text, options)
  if (input.is === 'line') return explainLine(input.text, input.line, options)?.explanation
  const problem = { ...tooLong(), ...(input.line !== undefined && { line: input.line }) }
  return { kind: 'unreadable', title: problem.what, problems: [problem] }
}

function isFileError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error
}

function wordsFor(code: string | undefined): string {
  if (code === 'ENOENT') return 'there is no such file'
  if (code === 'EACCES' || code === 'EPERM') return 'it may not be read'
  return code === 'EISDIR' ? 'this is a folder' : `it cannot be read (${code ?? 'unknown'})`
}
