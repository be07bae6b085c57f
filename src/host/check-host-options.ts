import * as z from 'zod/mini'
import { connectorIssues, hasMethods } from '../connector/check-options.ts'
import { isObject } from '../connector/is-object.ts'
import { PayloadError, readWith } from '../errors.ts'
import { anonymous } from '../messenger/text.ts'
import { sendableToken } from './cx-guard.ts'

const filled = z.string().check(z.minLength(1, 'is empty'))

const cxToken = z
  .string()
  .check(
    z.regex(sendableToken, 'expected printable characters of ASCII, without space around them'),
  )

const optionsSchema = z.looseObject({
  queue: made(
    ['add', 'work', 'begin', 'isRunning', 'counts', 'check'],
    'expected a task queue, such as openSqlite or connectBullmq gives',
  ),
  // The connector checks its methods.
  log: made([], 'expected a message log, such as openSqlite or connectBullmq gives'),
  pages: made(['of', 'known', 'changed'], 'expected what staticPages or ccmPages gives'),
  appSecret: z.union([filled, z.array(filled).check(z.minLength(1))], {
    error: 'expected the app secret, or a list of them: see the settings of the Meta app',
  }),
  // The text 'false' would count as true, and let everybody post.
  cx: z.optional(
    z.looseObject({ token: z.optional(cxToken), allowForwarded: z.optional(z.boolean()) }),
  ),
  forwardChanges: z.optional(
    z.looseObject({
      url: z
        .string()
        .check(z.refine(isAnonymous, 'expected an http(s) URL without user name and password')),
    }),
  ),
  role: z.optional(z.enum(['all', 'receiver', 'worker'])),
  concurrency: z.optional(z.int().check(z.positive())),
})

/**
 * Checks the options of a host, so that a mistake shows at start and not with the first webhook.
 * @throws {PayloadError} that lists every mistake and quotes no values
 */
export function checkHostOptions(options: unknown): void {
  const { issues = [] } = readWith(optionsSchema, options)
  const all = isObject(options) ? [...issues, ...connectorIssues(withGraph(options))] : issues
  if (all.length > 0) throw new PayloadError('options', all)
}

/** Without a client in the options, the host makes one for each Page. */
function withGraph(options: Readonly<Record<string, unknown>>) {
  return { ...options, graph: options.graph ?? (() => undefined) }
}

/** An object with these methods, which a function of this package makes. */
function made(methods: readonly string[], message: string) {
  return z.custom<object>((value) => hasMethods(value, methods), message)
}

function isAnonymous(url: string): boolean {
  return URL.canParse(url) && anonymous.test(url)
}
