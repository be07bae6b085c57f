/** An input to try. */
export type Sample = {
  direction: 'webhook' | 'cim'
  /** The heading under which it is listed. */
  group: string
  label: string
  /** JSON, indented. */
  text: string
}

declare global {
  /** Put there by the build. */
  const SAMPLES: readonly Sample[]
}
