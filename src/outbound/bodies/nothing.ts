import { adjusted, type Rendering } from '../rendering.ts'

/** The handler of a body that is not for the customer, with the reason. */
export function nothing(why: string): () => Rendering {
  return () => nothingToSend(why)
}

/** The rendering of a message that is not for the customer. */
export function nothingToSend(why: string): Rendering {
  return adjusted([{ kind: 'nothing-to-send', detail: why }])
}
