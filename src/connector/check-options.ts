import { PayloadError, type PayloadIssue } from '../errors.ts'

/**
 * Checks what a connector is made from, so that a wrong client is found at start and not by the first message.
 * A client may also be a function from Page id to client.
 * @throws {PayloadError} with everything that is wrong
 */
export function checkOptions(options: unknown): void {
  const issues = isObject(options)
    ? [...clientIssues(options), ...listenerIssues(options)]
    : [issue([], 'expected { graph, ccm, … }: the clients that the connector works with')]
  if (issues.length > 0) throw new PayloadError('options', issues)
}

/** What each client must be able to do, and what makes one. */
const clients = {
  graph: { methods: ['send'], maker: 'createGraphClient', isNeeded: true },
  ccm: { methods: ['receive'], maker: 'createCcmClient', isNeeded: true },
  files: {
    methods: ['upload', 'download', 'mediaUrl'],
    maker: 'createFileEngine',
    isNeeded: false,
  },
} as const

function clientIssues(options: Readonly<Record<string, unknown>>): PayloadIssue[] {
  return Object.entries(clients).flatMap(([option, { methods, maker, isNeeded }]) => {
    const client = options[option]
    if (typeof client === 'function' || (!isNeeded && client === undefined)) return []
    if (isObject(client) && methods.every((name) => typeof client[name] === 'function')) return []
    return [issue([option], `expected what ${maker} gives, or a function from Page id to it`)]
  })
}

function listenerIssues({ onEvent }: Readonly<Record<string, unknown>>): PayloadIssue[] {
  if (onEvent === undefined || typeof onEvent === 'function') return []
  return [issue(['onEvent'], 'expected a function that takes an event')]
}

function issue(path: PayloadIssue['path'], message: string): PayloadIssue {
  return { path, message }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
