/** Keys and indices from the top of an input. */
export type Path = readonly (string | number)[]

/** Where every object and array of an input stands, in the order of the input. */
export function placesOf(input: unknown, base: Path = []): ReadonlyMap<unknown, Path> {
  const places = new Map<unknown, Path>()
  // Without recursion: what is pasted may be nested as deep as its author likes.
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

/** The part of a path that leads somewhere in the input: a missing value is named by the value that should hold it. */
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

/** The value that a path leads to; undefined where it leads nowhere. */
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

/** Reads `entry[0].messaging[1].sender`, as paths are written in issues and in explanations. */
export function parsePath(text: string): Path {
  return [...text.matchAll(/\[(\d+)\]|[^.[\]]+/g)].map(([word, index]) =>
    index === undefined ? word : Number(index),
  )
}
