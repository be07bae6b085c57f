import type { RedisOptions, Result } from 'ioredis'

declare module 'ioredis' {
  interface RedisCommander<Context> {
    /** See {@link appendTasks}; the first argument counts the keys. */
    appendTasks(...args: [keys: number, ...rest: string[]]): Result<[string, string][], Context>
    /** See {@link passTurn}. */
    passTurn(
      lane: string,
      lanes: string,
      waiting: string,
      name: string,
      ticket: string,
    ): Result<string | null, Context>
    /** See {@link rememberMessage}. */
    rememberMessage(
      message: string,
      mid: string,
      cimId: string,
      midValue: string,
      psid: string,
      sentAt: string,
      now: string,
      retention: string,
      maxSent: string,
      sentPrefix: string,
    ): Result<null, Context>
  }
}

/**
 * Gives each task its ticket and puts it at the end of its lane, all of them or none.
 *
 * KEYS: the counter of tickets, the set of lanes, the counter of what waits, then each task's lane.
 * ARGV: for each task the name of its lane and its JSON.
 * Gives name and ticket of each task that is now the first of its lane.
 */
const appendTasks = `
local first = {}
for i = 1, #ARGV, 2 do
  local ticket = redis.call('incr', KEYS[1])
  local length = redis.call('rpush', KEYS[3 + (i + 1) / 2], string.format('%.0f', ticket) .. '\\n' .. ARGV[i + 1])
  redis.call('incr', KEYS[3])
  if length == 1 then
    redis.call('sadd', KEYS[2], ARGV[i])
    first[#first + 1] = { ARGV[i], string.format('%.0f', ticket) }
  end
end
return first`

/**
 * Takes the first task out of a lane if it has this ticket; whoever comes late with a task that another
 * worker finished takes out nothing.
 *
 * KEYS: the lane, the set of lanes, the counter of what waits. ARGV: the name of the lane, the ticket.
 * Gives the ticket of the task that is now the first.
 */
const passTurn = `
local function first()
  local value = redis.call('lindex', KEYS[1], 0)
  return value and string.match(value, '^%d+')
end
if first() == ARGV[2] then
  redis.call('lpop', KEYS[1])
  redis.call('decr', KEYS[3])
  if redis.call('llen', KEYS[1]) == 0 then redis.call('srem', KEYS[2], ARGV[1]) end
end
return first()`

/**
 * Keeps an entry of the message log; what an earlier one said stays.
 *
 * KEYS: the message, its mid.
 * ARGV: CIM id, mid, psid, sentAt (each '' for none), now, retention (ms), how many of a customer's
 * messages are kept for receipts, and what the keys of those begin with.
 */
const rememberMessage = `
local cimId, mid, psid, sentAt, now, retention = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5], ARGV[6]
if redis.call('hsetnx', KEYS[1], 'keptAt', now) == 1 then redis.call('pexpire', KEYS[1], retention) end
if mid ~= '' then
  redis.call('hsetnx', KEYS[1], 'mid', mid)
  redis.call('set', KEYS[2], cimId, 'px', retention, 'nx')
end
if psid ~= '' then redis.call('hsetnx', KEYS[1], 'psid', psid) end
if sentAt ~= '' then redis.call('hsetnx', KEYS[1], 'sentAt', sentAt) end
local kept = redis.call('hmget', KEYS[1], 'psid', 'sentAt')
if kept[1] and kept[2] then
  local sent = ARGV[8] .. kept[1]
  redis.call('zadd', sent, kept[2], cimId)
  redis.call('zremrangebyrank', sent, 0, -1 - ARGV[7])
  redis.call('pexpire', sent, retention)
end
return nil`

/** Each runs on Redis as a whole, or not at all. */
export const scripts = {
  appendTasks: { lua: appendTasks },
  passTurn: { lua: passTurn, numberOfKeys: 3 },
  rememberMessage: { lua: rememberMessage, numberOfKeys: 2 },
} as const satisfies RedisOptions['scripts']
