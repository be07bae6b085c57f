import type { PayloadIssue } from '../errors.ts'
import type { InboundContext } from '../inbound/index.ts'
import type { OutboundContext } from '../outbound/context.ts'
import { isObject } from './is-object.ts'

type Options = Readonly<Record<string, unknown>>

/** The fields of the two contexts that are functions, or one of a few words. */
const fields = {
  inbound: {
    functions: ['profile', 'cimIdOf', 'sentUpTo', 'media', 'attributes'],
    words: {
      links: ['verbatim', 'markdown'],
      echoes: ['skip', 'translate'],
      standby: ['skip', 'translate'],
    },
  },
  outbound: {
    functions: ['midOf', 'attachmentId', 'customerWroteAt'],
    words: { messagingType: ['RESPONSE', 'UPDATE'], markdown: ['plain', 'verbatim'] },
  },
} as const satisfies {
  inbound: Fields<InboundContext>
  outbound: Fields<OutboundContext>
}

type Fields<Context> = {
  functions: readonly (keyof Context)[]
  words: { [K in keyof Context]?: readonly Context[K][] }
}

/** Lists the mistakes in the contexts of a connector, which would otherwise show with each message, or never. */
export function contextIssues(options: Options): PayloadIssue[] {
  return Object.entries(fields).flatMap(([name, { functions, words }]) => {
    const context = options[name]
    if (context === undefined) return []
    if (!isObject(context)) return [{ path: [name], message: 'expected an object' }]
    return [
      ...functions
        .filter((field) => isGiven(context[field]) && typeof context[field] !== 'function')
        .map((field) => ({ path: [name, field], message: 'expected a function' })),
      ...Object.entries<readonly unknown[]>(words)
        .filter(([field, known]) => isGiven(context[field]) && !known.includes(context[field]))
        .map(([field, known]) => ({
          path: [name, field],
          message: `expected ${known.join(' or ')}`,
        })),
    ]
  })
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null
}
