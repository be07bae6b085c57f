import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises'
import type { Carried, Carry } from './carry.ts'
import type { InboxStore, Kept } from './inbox-store.ts'
import type { Task } from './notice.ts'
import type { Reason } from './reason.ts'

/** Keeps tasks until they are done, also through a restart. */
export type Inbox = {
  /** Once this resolves the tasks are kept, and are done when their turn comes. */
  accept(tasks: readonly Task[]): Promise<void>
  /** How many are not done yet. */
  size(): number
  /**
   * Resolves when all are done but those that wait for another attempt, after `ms` in any case but one: a
   * send that is under way is never left alone, since nobody would know whether to send it again. What is
   * not done then is kept for the next start.
   */
  drain(ms: number): Promise<void>
}

export type InboxOptions = {
  store: InboxStore
  /** Does a task. */
  carry: Carry
  /** A task is given up, and nobody hears of it unless told here. */
  onGiveUp: (task: Task, reason: Reason) => void
  /** How many tasks run at a time. */
  maxRunning?: number
  /** For how long a task is tried, in ms. */
  maxAge?: Readonly<Record<Task['kind'], number>>
}

const minute = 60_000
const day = 24 * 60 * minute
/** CX can wait; an agent wants to hear soon that he was not heard. */
const patience = { webhook: day, notice: day, cim: 2 * minute }

/** The pause before another attempt doubles from a second up to this, in ms. */
const longestPause = minute

/** A send takes no longer as a rule, in ms: after that the Graph client gives a text up. */
const longestSend = 30_000

/** An inbox. Starts at once on what was left when the process ended. */
export function createInbox({
  store,
  carry,
  onGiveUp,
  maxRunning = 1000,
  maxAge = patience,
}: InboxOptions): Inbox {
  /** Each lane's tasks, oldest first; only the first of a lane runs. */
  const lanes = new Map<string, Kept[]>()
  /** Lanes whose first task may run now, in the order in which they get their turn. */
  const ready = new Set<string>()
  const running = new Map<Promise<void>, Kept>()
  let size = 0
  let turn: NodeJS.Immediate | undefined
  /** From then on nothing is sent to customers that is not under way. */
  let lastSend = Number.POSITIVE_INFINITY
  let stage: 'open' | 'ending' | 'ended' = 'open'

  enqueue(store.open())

  function enqueue(tasks: readonly Kept[]): void {
    size += tasks.length
    for (const task of tasks) {
      const before = lanes.get(task.lane)
      if (before) before.push(task)
      else lanes.set(task.lane, [task])
      if (!before) ready.add(task.lane)
    }
    startReady()
  }

  /** One task in each turn of the event loop: whoever waits for an answer does not wait for more. */
  function startReady(): void {
    if (stage !== 'open') return
    if (turn !== undefined || ready.size === 0 || running.size >= maxRunning) return
    turn = setImmediate(() => {
      turn = undefined
      startOne()
      startReady()
    })
  }

  function startOne(): void {
    const [lane = ''] = ready
    ready.delete(lane)
    const [task] = lanes.get(lane) ?? []
    if (task === undefined || (task.kind === 'cim' && Date.now() > lastSend)) return
    const run = runTask(task).finally(() => {
      running.delete(run)
      startReady()
    })
    running.set(run, task)
  }

  async function runTask({ id, lane }: Kept): Promise<void> {
    const startedAt = Date.now()
    const { task, attempts, firstTriedAt = startedAt } = store.find(id)
    const carried = await carry(task)
    if (stage === 'ended') return
    if (carried.result === 'done') {
      await store.remove(id)
      return leave(lane)
    }
    const pause = Math.max(Math.min(longestPause, 1000 * 2 ** attempts), carried.retryAfter ?? 0)
    // The other side may ask to wait for longer than anybody would.
    const isTooLate = Date.now() + pause - firstTriedAt > maxAge[task.kind]
    if (carried.mayRepeat && !isTooLate) {
      await store.countAttempt(id, startedAt)
      setTimeout(() => resume(lane), pause).unref()
      return
    }
    await giveUp(id, task, carried)
    leave(lane)
  }

  /** What CX is told of is over then; what nobody knows of is kept for somebody to look at. */
  async function giveUp(
    id: number,
    task: Task,
    { reason, notice }: Extract<Carried, { result: 'failed' }>,
  ): Promise<void> {
    onGiveUp(task, reason)
    if (notice) enqueue(await store.replace(id, notice))
    else if (task.kind === 'cim') await store.remove(id)
    else await store.giveUp(id, reason)
  }

  function resume(lane: string): void {
    ready.add(lane)
    startReady()
  }

  function leave(lane: string): void {
    size -= 1
    const tasks = lanes.get(lane) ?? []
    tasks.shift()
    if (tasks.length === 0) lanes.delete(lane)
    else resume(lane)
  }

  async function settle(): Promise<void> {
    while (stage === 'open' && (running.size > 0 || ready.size > 0)) {
      await Promise.all(running.keys())
      await nextTurn()
    }
  }

  return {
    async accept(tasks) {
      enqueue(await store.keep(tasks))
    },
    size: () => size,
    async drain(ms) {
      lastSend = Date.now() + ms - longestSend
      await Promise.race([settle(), wait(ms)])
      stage = 'ending'
      const sends = [...running].filter(([, { kind }]) => kind === 'cim')
      await Promise.all(sends.map(([run]) => run))
      stage = 'ended'
    },
  }
}
