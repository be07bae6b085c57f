import fc from 'fast-check'

type Path = readonly (string | number)[]

const odd = fc.oneof(
  fc.constantFrom<unknown>(null, '', 0, -1, 1e21, true, [], {}, 'x'.repeat(3000), '\ud800', '🙂'),
  fc.constantFrom<unknown>('0', 'javascript:alert(1)', '//x', 'https://', '__proto__', [[]]),
  fc.jsonValue(),
)

/** One of the recorded values, changed in one to three places: dropped, retyped, nested or doubled. */
export function mutated(recorded: readonly unknown[]): fc.Arbitrary<unknown> {
  const change = fc.record({
    where: fc.nat(),
    how: fc.constantFrom('drop', 'retype', 'nest', 'double'),
    value: odd,
  })
  return fc
    .tuple(fc.constantFrom(...recorded), fc.array(change, { minLength: 1, maxLength: 3 }))
    .map(([value, changes]) =>
      changes.reduce<unknown>((current, { where, how, value: other }) => {
        const paths = pathsOf(current)
        const path = paths[where % paths.length] ?? []
        return changeAt(current, path, (old) => replacement(how, old, other))
      }, value),
    )
}

function replacement(how: string, old: unknown, other: unknown): unknown {
  if (how === 'drop') return undefined
  if (how === 'nest') return [old]
  if (how === 'double') return Array.isArray(old) ? [...old, ...old] : { ...Object(old), twin: old }
  return other
}

function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path]
  const children = Array.isArray(value) ? [...value.entries()] : Object.entries(value)
  return [path, ...children.flatMap(([key, child]) => pathsOf(child, [...path, key]))]
}

function changeAt(
  value: unknown,
  [key, ...rest]: Path,
  change: (old: unknown) => unknown,
): unknown {
  if (key === undefined) return change(value)
  if (Array.isArray(value)) {
    return value.map((child, index) => (index === key ? changeAt(child, rest, change) : child))
  }
  const entries = Object.entries(Object(value))
  return Object.fromEntries(
    entries.map(([name, child]) => [name, name === key ? changeAt(child, rest, change) : child]),
  )
}
