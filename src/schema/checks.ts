import type * as z from 'zod/mini'
import { type Quick, type Reader, refused, whole } from './quick-reader.ts'
import { types } from './types.ts'

type Check = z.core.$ZodCheck<unknown>

/** Runs the checks of a schema on what was read. Some schemas (a whole number) are checks themselves. */
export function withChecks(reader: Reader, schema: z.core.$ZodType): Reader {
  const parts: object[] = [schema, ...(schema._zod.def.checks ?? [])]
  const checks = parts.filter(isCheck).map(checked)
  if (checks.length === 0) return reader
  return { passing: types.none, read: checks.reduce(inTurn, whole(reader)) }
}

function isCheck(part: object): part is Check {
  return '_zod' in part && Object.hasOwn(Object(part._zod), 'check')
}

function inTurn(first: Quick, second: Quick): Quick {
  return (value) => {
    const data = first(value)
    return data === refused ? refused : second(data)
  }
}

function checked({ _zod: check }: Check): Quick {
  return (value) => {
    const payload = { value, issues: [] }
    if (check.def.when?.(payload) !== false) check.check(payload)
    return payload.issues.length > 0 ? refused : payload.value
  }
}
