import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { bodySchemas } from '../../src/cim/body.ts'
import { isMessengerCimError, LimitError, PayloadError } from '../../src/errors.ts'
import { sendRequestSchema } from '../../src/messenger/send-request.ts'
import { adjustmentKinds, cimToMessenger } from '../../src/outbound/index.ts'
import { contextOf } from './fixture-context.ts'

const root = join(import.meta.dirname, '../fixtures/outbound')
const types = readdirSync(root)
const cases = types.flatMap((type) => readdirSync(join(root, type)).map((name) => ({ type, name })))

/** Set to write what is expected anew; then review it like code. */
const isUpdate = process.env.UPDATE_FIXTURES !== undefined

describe('outbound fixtures', () => {
  it.each(cases)('translate $type/$name as written', ({ type, name }) => {
    const folder = join(root, type, name)
    const found = translate(folder)
    const files = ['requests.json', 'adjustments.json', 'error.json'] as const
    if (isUpdate) {
      for (const file of files) write(join(folder, file), found[file])
    }
    for (const file of files) {
      const path = join(folder, file)
      expect({ [file]: existsSync(path) ? readFileSync(path, 'utf8') : undefined }).toEqual({
        [file]: found[file],
      })
    }
  })

  it('stand in folders that are named by the types of bodies', () => {
    expect(types).toEqual([...Object.keys(bodySchemas), 'UNKNOWN'].toSorted())
    for (const { type, name } of cases) {
      const written = read(join(root, type, name, 'message.json'))
      if (type !== 'UNKNOWN') expect(written).toMatchObject({ body: { type } })
    }
  })

  it('show every kind of adjustment', () => {
    const shown = new Set(
      cases.flatMap(({ type, name }) => {
        const file = join(root, type, name, 'adjustments.json')
        return existsSync(file) ? readFileSync(file, 'utf8').match(/(?<="kind": ")[^"]+/g) : []
      }),
    )
    expect([...shown].toSorted()).toEqual([...adjustmentKinds].toSorted())
  })
})

/** The files that a translation amounts to; undefined for those that must not be there. */
function translate(folder: string) {
  const context = join(folder, 'context.json')
  try {
    const { requests, adjustments } = cimToMessenger(
      read(join(folder, 'message.json')),
      existsSync(context) ? contextOf(JSON.parse(readFileSync(context, 'utf8'))) : {},
    )
    for (const request of requests) expect(sendRequestSchema.parse(request)).toEqual(request)
    return {
      'requests.json': json(requests),
      'adjustments.json': adjustments.length > 0 ? json(adjustments) : undefined,
      'error.json': undefined,
    }
  } catch (error) {
    if (!isMessengerCimError(error)) throw error
    return {
      'requests.json': undefined,
      'adjustments.json': undefined,
      'error.json': json(factsOf(error)),
    }
  }
}

/** What a caller can switch on. */
function factsOf(error: Error & { code: string }): unknown {
  const { name, code } = error
  if (error instanceof PayloadError) {
    return { name, code, paths: error.issues.map(({ path }) => path.join('.')) }
  }
  if (error instanceof LimitError) {
    return { name, code, limit: error.limit, actual: error.actual, unit: error.unit }
  }
  return { name, code, message: error.message }
}

function read(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'))
}

function write(path: string, content: string | undefined): void {
  if (content === undefined) rmSync(path, { force: true })
  else writeFileSync(path, content)
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}
