/** Some fields of a `T`, to any depth; `undefined` removes a field. Lists are replaced whole. */
export type Changes<T> = T extends readonly unknown[]
  ? T
  : T extends object
    ? { [P in keyof T]?: Changes<T[P]> | undefined }
    : T

/** A `T` that may have additional fields, at any depth. */
export type Open<T> = T extends readonly (infer Item)[]
  ? readonly Open<Item>[]
  : T extends object
    ? { [P in keyof T]: Open<T[P]> } & { [field: string]: unknown }
    : T

/** A copy of a value with some fields changed. */
export function withChanges(value: unknown, changes: unknown): unknown {
  if (!isObject(value) || !isObject(changes)) return structuredClone(changes)
  const changed = Object.entries(changes).map(([field, change]) => [
    field,
    change === undefined ? undefined : withChanges(value[field], change),
  ])
  const merged = Object.entries({ ...structuredClone(value), ...Object.fromEntries(changed) })
  return Object.fromEntries(merged.filter(([, kept]) => kept !== undefined))
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
