import { parseArgs } from 'node:util'
import { PayloadError, StorageError } from '../errors.ts'
import { type Command, UsageError } from './command.ts'
import { deadLetterActions } from './dead-letter-actions.ts'
import { environmentOf } from './environment.ts'
import { openStore, StoreMissing } from './store.ts'
import { print, type Terminal } from './terminal.ts'

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
  const action = deadLetterActions.get(name)
  if (action === undefined)
    throw new UsageError(`dead-letters knows ${[...deadLetterActions.keys()].join(', ')}.`)
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
