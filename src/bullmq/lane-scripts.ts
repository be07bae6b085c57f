import { type Script, script } from './script.ts'

/** ARGV: lane, time and JSON of each task. Returns the new turns. */
export const appendTasks = laneScript(`
appendFrom(1)
return turns`)

/**
 * Takes hold of the first task of a lane. A run that held it before can no longer begin a step or end the task.
 *
 * ARGV: lane, ticket, the new hold, now. Returns `over` and the ticket of the lane's first task, if that is another one
 * by now; `early` and the time before which it must not run; or `taken` with task, attempts, first time, steps and lost
 * runs.
 */
export const takeTask = laneScript(`
local name, ticket, hold, now = ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[4])
local first = ticketOf(name)
if first ~= ticket then return { 'over', first or '' } end
local value, head = redis.call('lindex', laneOf(name), 0), headOf(name)
local from, to, notBefore = string.find(value, '^%d+ ?(%d*)\\n')
local paused = redis.call('hget', head, 'notBefore')
local time = math.max(tonumber(notBefore) or 0, tonumber(paused) or 0)
if time > now then return { 'early', string.format('%.0f', time) } end
-- A run that still held it is lost.
if redis.call('hexists', head, 'hold') == 1 then redis.call('hincrby', head, 'lost', 1) end
redis.call('hset', head, 'hold', hold)
local known = redis.call('hmget', head, 'attempts', 'firstTriedAt', 'begun', 'lost')
local reply = { 'taken', string.sub(value, to + 1) }
for i = 1, 4 do reply[i + 2] = known[i] or '' end
return reply`)

/** ARGV: lane, ticket, hold, step. Returns 1, or 0 when another run has taken hold of the task. */
export const beginStep = laneScript(`
local name, ticket, hold, step = unpack(ARGV)
if not isHeld(name, ticket, hold) then return 0 end
local begun = redis.call('hget', headOf(name), 'begun') or ''
-- Redis may get the same call twice, when its first answer is lost.
if not string.find(begun .. ' ', ' ' .. step .. ' ', 1, true) then
  redis.call('hset', headOf(name), 'begun', begun .. ' ' .. step)
end
return 1`)

/**
 * ARGV: lane, ticket, hold, time before which it must not run again, whether this was an attempt, now. Returns 1, or 0
 * when another run has taken hold of the task.
 */
export const putOffTask = laneScript(`
local name, ticket, hold, notBefore, isAttempt, now = unpack(ARGV)
if not isHeld(name, ticket, hold) then return 0 end
local head = headOf(name)
redis.call('hdel', head, 'hold', 'begun', 'lost')
redis.call('hset', head, 'notBefore', notBefore)
if isAttempt == '1' then
  redis.call('hincrby', head, 'attempts', 1)
  redis.call('hsetnx', head, 'firstTriedAt', now)
end
return 1`)

/**
 * Removes a task from its lane, and adds the tasks of its outcome.
 *
 * ARGV: lane, ticket, hold, a dead letter and its body (or '' for both), then lane, time and JSON of each task to add.
 * Returns the new turns, or null when another run has taken hold of the task.
 */
export const endTask = laneScript(`
local name, ticket, hold, letter, body = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]
if not isHeld(name, ticket, hold) then return false end
redis.call('lpop', laneOf(name))
redis.call('del', headOf(name))
redis.call('decr', prefix .. ':waiting')
if letter ~= '' then
  local dead = prefix .. ':dead'
  redis.call('zadd', dead, redis.call('incr', dead .. ':count'), ticket)
  redis.call('hset', dead .. ':letters', ticket, letter)
  redis.call('hset', dead .. ':bodies', ticket, body)
end
local nextTicket = ticketOf(name)
if nextTicket then turns = { name, nextTicket } else redis.call('srem', prefix .. ':lanes', name) end
appendFrom(6)
return turns`)

/** ARGV: names of lanes. Returns the turn of each lane that is not empty. */
export const firstTurns = laneScript(`
for _, name in ipairs(ARGV) do
  local ticket = ticketOf(name)
  if ticket then
    turns[#turns + 1] = name
    turns[#turns + 1] = ticket
  end
end
return turns`)

/**
 * Removes dead letters and, for a replay, adds them to the end of their lanes.
 *
 * ARGV: 1 for a replay, then id, lane and JSON of the task for each. Returns the new turns.
 */
export const removeLetters = laneScript(`
local dead = prefix .. ':dead'
for i = 2, #ARGV, 3 do
  local id = ARGV[i]
  if redis.call('zrem', dead, id) == 1 then
    redis.call('hdel', dead .. ':letters', id)
    redis.call('hdel', dead .. ':bodies', id)
    if ARGV[1] == '1' then append(ARGV[i + 1], '0', ARGV[i + 2]) end
  end
end
return turns`)

/**
 * Makes a script of the queue. A lane is a list of its tasks, oldest first, each behind its ticket; tickets are
 * numbered in the order of acceptance. A hash beside the list holds the state of the first task: its hold, the steps it
 * has begun, how often it was tried, and until when it waits.
 */
function laneScript(body: string): Script {
  return script(`
local prefix = KEYS[1]
local function laneOf(name) return prefix .. ':lane:' .. name end
local function headOf(name) return prefix .. ':head:' .. name end

local function ticketOf(name)
  local value = redis.call('lindex', laneOf(name), 0)
  return value and string.match(value, '^%d+')
end

-- The new turns: name of the lane and ticket of each.
local turns = {}

local function append(name, notBefore, task)
  local ticket = string.format('%.0f', redis.call('incr', prefix .. ':tickets'))
  local value = ticket .. ' ' .. notBefore .. '\\n' .. task
  redis.call('incr', prefix .. ':waiting')
  if redis.call('rpush', laneOf(name), value) > 1 then return end
  redis.call('sadd', prefix .. ':lanes', name)
  turns[#turns + 1] = name
  turns[#turns + 1] = ticket
end

-- From this argument on: lane, time and JSON of each task.
local function appendFrom(index)
  for i = index, #ARGV, 3 do append(ARGV[i], ARGV[i + 1], ARGV[i + 2]) end
end

local function isHeld(name, ticket, hold)
  return ticketOf(name) == ticket and redis.call('hget', headOf(name), 'hold') == hold
end
${body}`)
}
