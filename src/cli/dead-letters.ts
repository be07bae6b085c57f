import { parseArgs } from 'node:util'
import { PayloadError, StorageError } from '../errors.ts'
import { type Command, UsageError } from './command.ts'
import { deadLetterActions } from './dead-letter-actions.ts'
import { environmentOf } from './environment.ts'
import { openStore, StoreMissing } from './store.ts'
import { print, type Terminal } from './terminal.ts'

const help = `Usage: messenger-cim dead-letters list [--json]
       messenger-cim dead-letters show ID … | --all [--json]
       messenger-cim dead-letters replay ID … | --all
       messenger-cim dead-letters drop ID … | --all

Lists, shows, replays or drops what the host gave up, also while the host runs. \`list\`
shows nothing that people wrote, \`show\` shows the whole letter. \`replay\` adds it to the end
of its lane, as if it were new; \`drop\` removes it for good.

  --env-file FILE  settings beside those of the environment, such as .env
  --database FILE  the SQLite file of the host; default DATABASE_PATH
  --redis URL      the Redis of the host, if it uses BullMQ; default REDIS_URL
  --all            all dead letters
  --json           for programs: one JSON object in each line

Exit code: 0; 1 when a dead letter does not exist, or the store cannot be used; 2 after
wrong arguments.`

/** `messenger-cim dead-letters`. */
export const deadLettersCommand: Command = {
  summary: 'lists, shows, replays or drops what the host gave up',
  help,
  run: manage,
}

async function manage(args: readonly string[], terminal: Terminal): Promise<number> {
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

/** Whether a person can fix the error, such as a wrong option of theirs. */
function isStoreError(error: unknown): error is Error {
  return (
    error instanceof StoreMissing || error instanceof StorageError || error instanceof PayloadError
  )
}
