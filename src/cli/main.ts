import { readFile } from 'node:fs/promises'
import { type Command, UsageError } from './command.ts'
import { deadLettersCommand } from './dead-letters.ts'
import { doctorCommand } from './doctor.ts'
import { explainCommand } from './explain.ts'
import { print, type Terminal } from './terminal.ts'

const commands: ReadonlyMap<string, Command> = new Map([
  ['explain', explainCommand],
  ['doctor', doctorCommand],
  ['dead-letters', deadLettersCommand],
])

/**
 * Runs a command line.
 *
 * @param args the arguments after `messenger-cim`
 * @returns the exit code
 */
export async function main(args: readonly string[], terminal: Terminal): Promise<number> {
  const [name, ...rest] = args
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    await print(terminal.stdout, overview())
    return 0
  }
  if (name === '--version' || name === '-v') {
    await print(terminal.stdout, await version())
    return 0
  }
  const command = commands.get(name)
  if (command === undefined) {
    await print(terminal.stderr, `There is no command ${JSON.stringify(name)}.\n\n${overview()}`)
    return 2
  }
  if (rest.includes('--help') || rest.includes('-h')) {
    await print(terminal.stdout, command.help)
    return 0
  }
  return runCommand(command, rest, terminal)
}

async function runCommand(
  command: Command,
  args: readonly string[],
  terminal: Terminal,
): Promise<number> {
  try {
    return await command.run(args, terminal)
  } catch (error) {
    if (!isUsageError(error)) throw error
    await print(terminal.stderr, `${error.message}\n\n${command.help}`)
    return 2
  }
}

/** Whether an error is ours, or one of `parseArgs`. */
function isUsageError(error: unknown): error is Error {
  if (error instanceof UsageError) return true
  return (
    error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')
  )
}

function overview(): string {
  const width = Math.max(...[...commands.keys()].map((name) => name.length))
  return [
    'messenger-cim: between Facebook Messenger and Expertflow CX',
    '',
    'Usage: messenger-cim COMMAND …',
    '',
    ...[...commands].map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`),
    '',
    '`messenger-cim COMMAND --help` says more; `--version` prints the version.',
  ].join('\n')
}

async function version(): Promise<string> {
  const { version } = JSON.parse(
    await readFile(new URL('../../package.json', import.meta.url), 'utf8'),
  )
  return version
}
