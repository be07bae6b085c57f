import { parseArgs } from 'node:util'
import { PayloadError, StorageError } from '../errors.ts'
import type { DeadLetters } from '../host/index.ts'
import { type Command, UsageError } from './command.ts'
import { environmentOf } from './environment.ts'
import { readableBody, showDeadLetters } from './show-dead-letters.ts'
import { openStore, StoreMissing } from './store.ts'
import { paintFor, print, printable, type Terminal } from './terminal.ts'

const help = `Usage: messenger-cim dead-letters list [--json]
       messenger-cim dead-letters show ID [--json]
       messenger-cim dead-letters replay ID … | --all
       messenger-cim dead-letters drop ID … | --all

What the host gave up, until somebody has looked at it; also while the host runs. \`list\`
shows nothing that anybody wrote, \`show\` shows all of one. \`replay\` puts it at the end of
its lane, as if it had just come; \`drop\` removes it for good.

  --env-file FILE  settings beside those of the environment, such as .env
  --database FILE  the SQLite file of the host; default DATABASE_PATH
  --redis URL      the Redis of the host, where it is on BullMQ; default REDIS_URL
  --all            all that there are
  --json           for programs: one JSON object in each line

Exit code: 0; 1 when there is no such dead letter, or the store cannot be used; 2 when it
was called wrongly.`

/** `messenger-cim dead-letters`. */
export const deadLettersCommand: Command = {
  summary: 'lists, shows, replays or drops what the host gave up',
  help,
  run: lookAfter,
}

type Options = { ids: readonly string[]; all: boolean; json: boolean }

/** Does one thing with dead letters; gives the exit code. */
type Action = (letters: DeadLetters, options: Options, terminal: Terminal) => Promise<number>

const actions: ReadonlyMap<string, Action> = new Map([
  ['list', list],
  ['show', show],
  ['replay', replay],
  ['drop', drop],
])

async function lookAfter(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      all: { type: 'boolean', default: false },
      database: { type: 'string' },
      redis: { type: 'string' },
      'env-file': { type: 'string' },
    },
  })
  const [name = '', ...ids] = positionals
  const action = actions.get(name)
  if (action === undefined)
    throw new UsageError(`dead-letters knows ${[...actions.keys()].join(', ')}.`)
  const { json, all } = values
  if (name === 'list' ? ids.length > 0 : ids.length > 0 === all) {
    throw new UsageError(name === 'list' ? 'list takes no id.' : `${name} takes ids or --all.`)
  }
  try {
    const env = await environmentOf(terminal, values['env-file'])
    const store = await openStore(env, values)
    try {
      return await action(store.deadLetters, { ids, all, json }, terminal)
    } finally {
      await store.close()
    }
  } catch (error) {
    if (!isStoreError(error)) throw error
    await print(terminal.stderr, error.message)
    return 1
  }
}

/** What a person can do something about; a wrong option of theirs included. */
function isStoreError(error: unknown): error is Error {
  return (
    error instanceof StoreMissing || error instanceof StorageError || error instanceof PayloadError
  )
}

async function list(
  letters: DeadLetters,
  { json }: Options,
  { stdout }: Terminal,
): Promise<number> {
  const all = await letters.list()
  if (json) for (const letter of all) await print(stdout, JSON.stringify(letter))
  else
    await print(
      stdout,
      all.length > 0 ? showDeadLetters(all, paintFor(stdout)) : 'There are no dead letters.',
    )
  return 0
}

async function show(
  letters: DeadLetters,
  { ids, all, json }: Options,
  terminal: Terminal,
): Promise<number> {
  const asked = all ? (await letters.list()).map(({ id }) => id) : ids
  let code = 0
  for (const id of asked) {
    const letter = await letters.show(id)
    if (letter === undefined) {
      await print(terminal.stderr, `There is no dead letter ${id}.`)
      code = 1
    } else if (json) {
      await print(terminal.stdout, JSON.stringify(letter))
    } else {
      await print(
        terminal.stdout,
        `${showDeadLetters([letter], paintFor(terminal.stdout))}\n${printable(readableBody(letter.body))}`,
      )
    }
  }
  return code
}

async function replay(letters: DeadLetters, options: Options, terminal: Terminal): Promise<number> {
  return await change(letters, options, terminal, 'Replayed', (ids) => letters.replay(ids))
}

async function drop(letters: DeadLetters, options: Options, terminal: Terminal): Promise<number> {
  return await change(letters, options, terminal, 'Dropped', (ids) => letters.drop(ids))
}

async function change(
  letters: DeadLetters,
  { ids, all, json }: Options,
  { stdout, stderr }: Terminal,
  word: string,
  work: (ids: readonly string[]) => Promise<void>,
): Promise<number> {
  const there = new Set((await letters.list()).map(({ id }) => id))
  const found = all ? [...there] : ids.filter((id) => there.has(id))
  await work(found)
  await print(
    stdout,
    json ? JSON.stringify({ ids: found }) : `${word}: ${found.join(', ') || 'nothing'}.`,
  )
  const missing = ids.filter((id) => !there.has(id))
  for (const id of missing) await print(stderr, `There is no dead letter ${id}.`)
  return missing.length > 0 ? 1 : 0
}
