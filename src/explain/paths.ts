/** Keys and indices from the top of an input. */
export type Path = readonly (string | number)[]

/** The path of every object and array of an input, in the order of the input. */
export function placesOf(input: unknown, base: Path = []): ReadonlyMap<unknown, Path> {
  const places = new Map<unknown, Path>()
  // Without recursion, because pasted input may be nested to any depth.
  const left: { value: unknown; path: Path }[] = [{ value: input, path: base }]
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const { value, path } = next
    if (typeof value !== 'object' || value === null) continue
    places.set(value, path)
    const children = childrenOf(value).map(([key, child]) => ({
      value: child,
      path: [...path, key],
    }))
    left.push(...children.toReversed())
  }
  return places
}

function childrenOf(value: object): (readonly [string | number, unknown])[] {
  return Array.isArray(value) ? [...value.entries()] : Object.entries(value)
}

/** The part of a path that exists in the input: the path of a missing value ends at the value that should hold it. */
export function existing(input: unknown, path: Path): Path {
  const [key, ...rest] = path
  if (key === undefined || typeof input !== 'object' || input === null) return []
  if (!Object.hasOwn(input, key)) return []
  return [key, ...existing(Reflect.get(input, key), rest)]
}

/** The first of several paths that leads to something that is not null, blank or empty. */
export function firstFilled(input: unknown, paths: readonly Path[]): Path | undefined {
  return paths.find((path) => isFilled(valueUnder(input, path)))
}

/** The value at a path; undefined when the path does not exist. */
export function valueUnder(input: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, key) => {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
    return Reflect.get(value, key)
  }, input)
}

function isFilled(value: unknown): boolean {
  if (value === undefined || value === null) return false
  if (typeof value === 'string') return value.trim() !== ''
  return typeof value !== 'object' || Object.keys(value).length > 0
}

/** Parses a path of an issue or explanation, such as `entry[0].messaging[1].sender`. */
export function parsePath(text: string): Path {
  return [...text.matchAll(/\[(\d+)\]|[^.[\]]+/g)].map(([word, index]) =>
    index === undefined ? word : Number(index),
  )
}
