import { parseArgs } from 'node:util'
import { Redis } from 'ioredis'
import { ConfigError, type RedisConfig, readRedisConfig } from './config.ts'
import { createDeadLetterQueue, type KeptLetter } from './dead-letter-queue.ts'
import { createLanes } from './lanes.ts'
import { scripts } from './scripts.ts'
import { createTurns } from './turns.ts'

const usage = `Messages that were given up.

  dead-letters list              what there is, without anything that anybody wrote
  dead-letters show ID           one of them whole, as JSON
  dead-letters replay ID... | --all
                                 puts them at the end of their customers' lanes again
  dead-letters drop ID... | --all

REDIS_URL tells where Redis is, REDIS_PREFIX what our keys begin with.`

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { all: { type: 'boolean' }, help: { type: 'boolean' } },
})
const [command = 'list', ...ids] = positionals
process.exitCode = values.help ? help() : await run(configOrExit())

async function run({ redisUrl, prefix }: RedisConfig): Promise<number> {
  const redis = new Redis(redisUrl, { scripts, maxRetriesPerRequest: 3 })
  redis.on('error', (error) => console.error(`Redis: ${error.message}`))
  const deadLetters = createDeadLetterQueue(redis, prefix)
  const lanes = createLanes(redis, prefix)
  const turns = createTurns(redis, prefix)

  async function replay(letter: KeptLetter): Promise<void> {
    // In this order, so that nothing is lost halfway. A second one of the same id harms nothing.
    await turns.add(await lanes.append([letter.task]))
    await letter.remove()
  }

  try {
    const letters = await deadLetters.list()
    const chosen = values.all ? letters : letters.filter(({ id }) => ids.includes(id))
    switch (command) {
      case 'list':
        for (const letter of letters) console.log(describe(letter))
        console.error(`${letters.length} dead letters`)
        return 0
      case 'show':
        for (const letter of chosen) console.log(JSON.stringify(contentOf(letter), null, 2))
        return found(chosen)
      case 'replay':
        for (const letter of chosen) await replay(letter)
        console.error(`${chosen.length} put in line again`)
        return found(chosen)
      case 'drop':
        for (const letter of chosen) await letter.remove()
        console.error(`${chosen.length} dropped`)
        return found(chosen)
      default:
        console.error(usage)
        return 1
    }
  } finally {
    await Promise.all([deadLetters.close(), turns.close()])
    redis.disconnect()
  }
}

function found(chosen: readonly KeptLetter[]): number {
  if (chosen.length > 0 || values.all) return 0
  console.error('no such dead letter')
  return 1
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

function configOrExit(): RedisConfig {
  try {
    return readRedisConfig(process.env)
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    for (const line of error.lines) console.error(`Configuration: ${line}`)
    process.exit(1)
  }
}
