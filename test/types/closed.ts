/**
 * A type as it is written out for users: without the index signatures that an open schema puts into it. An object
 * of which no field is known stays open.
 */
export type Closed<T> = T extends readonly (infer Element)[]
  ? Closed<Element>[]
  : T extends object
    ? keyof Named<T> extends never
      ? { [K in keyof T]: Closed<T[K]> }
      : { [K in keyof Named<T>]: Closed<Named<T>[K]> }
    : T

/** Only the fields that have a name. */
type Named<T> = { [K in keyof T as string extends K ? never : K]: T[K] }
