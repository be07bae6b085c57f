import { parseArgs } from 'node:util'
import { Redis } from 'ioredis'
import { type RedisConfig, readRedisConfig } from './config.ts'
import {
  createDeadLetterQueue,
  type DeadLetterQueue,
  type KeptLetter,
} from './dead-letter-queue.ts'
import { createLanes } from './lanes.ts'
import { redisFolder } from './redis-folder.ts'
import { scripts } from './scripts.ts'
import { readRedisFolder } from './start-config.ts'
import { tellConfigError } from './tell-config-error.ts'
import { createTurns } from './turns.ts'

const usage = `Messages that were given up.

  dead-letters list              what there is, without anything that anybody wrote
  dead-letters show ID...        some of them whole, as JSON
  dead-letters replay ID... | --all
                                 puts them at the end of their customers' lanes again
  dead-letters drop ID... | --all

REDIS_URL tells where Redis is, else REDIS_FOLDER where that of npm start keeps its files. REDIS_PREFIX is
what our keys begin with.`

/** So often it is tried to reach Redis, with pauses that grow by as many ms. */
const connectAttempts = 3
const connectPause = 200

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { all: { type: 'boolean' }, help: { type: 'boolean' } },
})
const [command = 'list', ...ids] = positionals
process.exitCode = values.help ? help() : await run()

async function run(): Promise<number> {
  try {
    return await runOn(readRedisConfig(await environment()))
  } catch (error) {
    tellConfigError(error)
    return 1
  }
}

/** With the Redis of `npm start` where none is named. */
async function environment(): Promise<NodeJS.ProcessEnv> {
  if (process.env.REDIS_URL?.trim()) return process.env
  const folder = redisFolder(readRedisFolder(process.env))
  return { ...process.env, REDIS_URL: await folder.readUrl() }
}

async function runOn({ redisUrl, prefix }: RedisConfig): Promise<number> {
  const redis = new Redis(redisUrl, {
    scripts,
    maxRetriesPerRequest: connectAttempts,
    retryStrategy: (times) => (times < connectAttempts ? times * connectPause : null),
  })
  let failure = 'the connection was closed'
  redis.on('error', ({ message }) => {
    failure = message
  })
  const deadLetters = createDeadLetterQueue(redis, prefix, ignore)
  const lanes = createLanes(redis, prefix)
  const turns = createTurns(redis, prefix, ignore)

  async function replay(letter: KeptLetter): Promise<void> {
    // In this order, so that nothing is lost halfway. A second one of the same id harms nothing.
    await turns.add(await lanes.append([letter.task]))
    await letter.remove()
  }

  try {
    return await obey(deadLetters, replay)
  } catch (error) {
    if (redis.status !== 'end') throw error
    console.error(`Redis cannot be reached: ${failure}`)
    return 1
  } finally {
    redis.disconnect()
  }
}

/** The connection tells the same. */
function ignore(): void {}

async function obey(
  deadLetters: DeadLetterQueue,
  replay: (letter: KeptLetter) => Promise<void>,
): Promise<number> {
  const letters = await deadLetters.list()
  const chosen = values.all ? letters : letters.filter(({ id }) => ids.includes(id))
  const missing = ids.filter((id) => !letters.some((letter) => letter.id === id))
  switch (command) {
    case 'list':
      for (const letter of letters) console.log(describe(letter))
      console.error(`${letters.length} dead letters`)
      return 0
    case 'show':
      for (const letter of chosen) console.log(JSON.stringify(contentOf(letter), null, 2))
      return told(missing)
    case 'replay':
      for (const letter of chosen) await replay(letter)
      console.error(`${chosen.length} put in line again`)
      return told(missing)
    case 'drop':
      for (const letter of chosen) await letter.remove()
      console.error(`${chosen.length} dropped`)
      return told(missing)
    default:
      console.error(usage)
      return 1
  }
}

function told(missing: readonly string[]): number {
  for (const id of missing) console.error(`${id} is no dead letter`)
  return missing.length > 0 || (ids.length === 0 && !values.all) ? 1 : 0
}

function describe({ id, buriedAt, attempts, task, reason }: KeptLetter): string {
  const { kind, lane, acceptedAt } = task
  const times = [acceptedAt, buriedAt].map((time) => new Date(time).toISOString())
  return [id, ...times, kind, `"${lane}"`, `${attempts}x`, JSON.stringify(reason)].join('  ')
}

function contentOf({ remove: _, task, ...letter }: KeptLetter) {
  return { ...letter, task: { ...task, body: JSON.parse(task.body) } }
}

function help(): number {
  console.log(usage)
  return 0
}
