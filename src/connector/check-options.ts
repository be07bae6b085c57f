import { PayloadError, type PayloadIssue } from '../errors.ts'
import { contextIssues } from './check-contexts.ts'
import { isObject } from './is-object.ts'

/**
 * Checks the options of a connector, so that a mistake shows at start and not with the first message. A client may also
 * be a function from Page id to client.
 * @throws {PayloadError} that lists every mistake
 */
export function checkOptions(options: unknown): void {
  const issues = isObject(options)
    ? connectorIssues(options)
    : [issue([], 'expected { graph, ccm, … }: the clients that the connector works with')]
  if (issues.length > 0) throw new PayloadError('options', issues)
}

/** Lists every mistake in the options of a connector. */
export function connectorIssues(options: Readonly<Record<string, unknown>>): PayloadIssue[] {
  return [
    ...clientIssues(options),
    ...logIssues(options),
    ...hookIssues(options),
    ...listenerIssues(options),
    ...valueIssues(options),
    ...contextIssues(options),
  ]
}

/** The methods that each client must have, and the function that creates one. */
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
    if (hasMethods(client, methods)) return []
    return [issue([option], `expected what ${maker} gives, or a function from Page id to it`)]
  })
}

const logMethods = ['seen', 'remember', 'midOf', 'cimIdOf', 'sentUpTo'] as const

function logIssues({ log }: Readonly<Record<string, unknown>>): PayloadIssue[] {
  if (log === undefined || hasMethods(log, logMethods)) return []
  return [issue(['log'], 'expected a message log, such as createMemoryLog gives')]
}

/** Checks the hooks, because a hook that is not a function would only fail with each message. */
function hookIssues({ hooks }: Readonly<Record<string, unknown>>): PayloadIssue[] {
  if (hooks === undefined) return []
  if (!isObject(hooks)) return [issue(['hooks'], 'expected { beforeReceive?, beforeSend? }')]
  return ['beforeReceive', 'beforeSend'].flatMap((name) =>
    hooks[name] === undefined || typeof hooks[name] === 'function'
      ? []
      : [issue(['hooks', name], 'expected a function')],
  )
}

function listenerIssues({ onEvent }: Readonly<Record<string, unknown>>): PayloadIssue[] {
  if (onEvent === undefined || typeof onEvent === 'function') return []
  return [issue(['onEvent'], 'expected a function that takes an event')]
}

function valueIssues(options: Readonly<Record<string, unknown>>): PayloadIssue[] {
  const { echoWaitMs, profiles, now } = options
  const isWait =
    echoWaitMs === undefined || (Number.isFinite(echoWaitMs) && Number(echoWaitMs) >= 0)
  const isFlag = profiles === undefined || typeof profiles === 'boolean'
  const isClock = now === undefined || typeof now === 'function'
  return [
    ...(isWait ? [] : [issue(['echoWaitMs'], 'expected a number of ms')]),
    ...(isFlag ? [] : [issue(['profiles'], 'expected true or false')]),
    ...(isClock ? [] : [issue(['now'], 'expected a function that gives the time in ms')]),
  ]
}

function issue(path: PayloadIssue['path'], message: string): PayloadIssue {
  return { path, message }
}

/** Whether a value is an object with these methods. */
export function hasMethods(value: unknown, names: readonly string[]): boolean {
  return isObject(value) && names.every((name) => typeof value[name] === 'function')
}
