import type { DeadLetters } from '../host/index.ts'
import { readableBody, showDeadLetters } from './show-dead-letters.ts'
import { paintFor, print, printable, type Terminal } from './terminal.ts'

type Options = { ids: readonly string[]; all: boolean; json: boolean }

/** An action on dead letters; returns the exit code. */
type Action = (letters: DeadLetters, options: Options, terminal: Terminal) => Promise<number>

/** The actions of `messenger-cim dead-letters`, by name. */
export const deadLetterActions: ReadonlyMap<string, Action> = new Map([
  ['list', list],
  ['show', show],
  ['replay', replay],
  ['drop', drop],
])

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
