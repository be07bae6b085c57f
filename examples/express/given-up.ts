import { parseArgs } from 'node:util'
import { ConfigError, readDatabasePath } from './config.ts'
import { openDatabase } from './database.ts'
import { createInboxStore, type GivenUp, type InboxStore } from './inbox-store.ts'

const usage = `What the host gave up. Stop the host first: it has the database to itself.

  given-up list              what there is, without anything that anybody wrote
  given-up show ID...        some of it whole, as JSON
  given-up repeat ID... | --all
                             the host does it when it is started again
  given-up drop ID... | --all

DATABASE_PATH tells where the database is.`

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { all: { type: 'boolean' }, help: { type: 'boolean' } },
})
const [command = 'list', ...ids] = positionals
process.exitCode = values.help ? help() : await run()

async function run(): Promise<number> {
  try {
    const database = openDatabase(readDatabasePath(process.env))
    try {
      return await runOn(createInboxStore(database))
    } finally {
      await database.close()
    }
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    for (const line of error.lines) console.error(`Configuration: ${line}`)
    return 1
  }
}

async function runOn(store: InboxStore): Promise<number> {
  const all = store.givenUp()
  const chosen = values.all ? all : all.filter(({ id }) => ids.includes(String(id)))
  const missing = ids.filter((id) => !all.some((each) => String(each.id) === id))
  switch (command) {
    case 'list':
      for (const each of all) console.log(describe(each))
      console.error(`${all.length} given up`)
      return 0
    case 'show':
      for (const each of chosen) console.log(JSON.stringify(contentOf(each), null, 2))
      return told(missing)
    case 'repeat':
      for (const { id } of chosen) await store.retry(id)
      console.error(`${chosen.length} to be done again`)
      return told(missing)
    case 'drop':
      for (const { id } of chosen) await store.remove(id)
      console.error(`${chosen.length} dropped`)
      return told(missing)
    default:
      console.error(usage)
      return 1
  }
}

function told(missing: readonly string[]): number {
  for (const id of missing) console.error(`${id} was not given up`)
  return missing.length > 0 || (ids.length === 0 && !values.all) ? 1 : 0
}

function describe({ id, acceptedAt, givenUpAt, kind, lane, attempts, reason }: GivenUp): string {
  const times = [acceptedAt, givenUpAt].map((time) => new Date(time).toISOString())
  return [id, ...times, kind, `"${lane}"`, `${attempts}x`, reason].join('  ')
}

function contentOf({ body, reason, ...rest }: GivenUp) {
  return { ...rest, reason: JSON.parse(reason), body: JSON.parse(body) }
}

function help(): number {
  console.log(usage)
  return 0
}
