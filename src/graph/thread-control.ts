import * as z from 'zod'
import { LimitError, readPayload } from '../errors.ts'
import { idSchema } from '../messenger/id.ts'
import { limits } from '../messenger/limits.ts'
import { timestampSchema } from '../messenger/timestamp.ts'
import { checkPsid } from './path-id.ts'
import { type CallOptions, type Connection, call } from './request.ts'
import { successSchema } from './success.ts'
import { timeoutOf } from './timeout.ts'

/** App id of the Page's own inbox, to pass a conversation to. */
export const pageInboxAppId = '263902037430900'

/** The options of a hand-over. */
export type ThreadControlOptions = CallOptions & {
  /** Passed to the other app in its webhook. */
  metadata?: string | undefined
}

/** Who has a conversation. */
export type ThreadOwner = {
  /** The id of the app that has it. */
  appId: string
  /** When control lapses, in ms since 1970. */
  expiresAt?: number
}

/** Passes a conversation to another app. See `passThreadControl` of the client. */
export async function passThreadControl(
  connection: Connection,
  psid: string,
  targetAppId: string,
  options: ThreadControlOptions = {},
): Promise<void> {
  const target_app_id = readPayload('options', appIdSchema, targetAppId, ['targetAppId'])
  await act(connection, 'pass_thread_control', psid, { ...options, target_app_id })
}

/** Takes a conversation from the app that has it. See `takeThreadControl` of the client. */
export async function takeThreadControl(
  connection: Connection,
  psid: string,
  options: ThreadControlOptions = {},
): Promise<void> {
  await act(connection, 'take_thread_control', psid, options)
}

/** Asks the app that has a conversation for it. See `requestThreadControl` of the client. */
export async function requestThreadControl(
  connection: Connection,
  psid: string,
  options: ThreadControlOptions = {},
): Promise<void> {
  await act(connection, 'request_thread_control', psid, options)
}

/** Releases a conversation. See `releaseThreadControl` of the client. */
export async function releaseThreadControl(
  connection: Connection,
  psid: string,
  options: ThreadControlOptions = {},
): Promise<void> {
  await act(connection, 'release_thread_control', psid, options)
}

/** Keeps a conversation for longer. See `extendThreadControl` of the client. */
export async function extendThreadControl(
  connection: Connection,
  psid: string,
  durationMs: number,
  options: CallOptions = {},
): Promise<void> {
  const limit = limits.threadControl.max
  const actual = readPayload('options', z.number().positive(), durationMs, ['durationMs'])
  if (actual > limit) throw new LimitError('durationMs', { limit, actual, unit: 'ms' })
  const duration = Math.ceil(actual / 1000)
  await act(connection, 'extend_thread_control', psid, { ...options, duration })
}

const ownerSchema = z
  .object({
    data: z.array(
      z.object({
        thread_owner: z.object({ app_id: idSchema, expiration: timestampSchema }).nullish(),
      }),
    ),
  })
  .transform(({ data: [first] }): ThreadOwner | undefined => {
    const owner = first?.thread_owner ?? undefined
    if (owner === undefined) return undefined
    const { app_id, expiration } = owner
    return { appId: app_id, ...(expiration === undefined ? {} : { expiresAt: expiration }) }
  })

/** Returns the app that has a conversation. See `threadOwner` of the client. */
export async function threadOwner(
  connection: Connection,
  psid: string,
  { signal }: CallOptions = {},
): Promise<ThreadOwner | undefined> {
  return await call(connection, {
    name: 'Thread owner',
    method: 'GET',
    path: [connection.options.pageId ?? 'me', 'thread_owner'],
    query: { recipient: checkPsid(psid) },
    schema: ownerSchema,
    repeatable: true,
    timeoutMs: timeoutOf(connection.options),
    signal,
  })
}

const appIdSchema = z.string().regex(/^\d+$/, 'expected the id of an app')

const bodySchema = z.strictObject({
  recipient: z.strictObject({ id: z.string().min(1) }),
  target_app_id: appIdSchema.optional(),
  /** Seconds. */
  duration: z.number().int().positive().optional(),
  metadata: z.string().optional(),
})

/** Calls an edge of thread control. It is not repeatable: Meta refuses a hand-over that has already worked. */
async function act(
  connection: Connection,
  edge: `${'pass' | 'take' | 'request' | 'release' | 'extend'}_thread_control`,
  psid: string,
  { signal, ...fields }: CallOptions & Omit<z.infer<typeof bodySchema>, 'recipient'>,
): Promise<void> {
  const body = readPayload('send_request', bodySchema, { recipient: { id: psid }, ...fields })
  await call(connection, {
    name: 'Thread control',
    method: 'POST',
    path: [connection.options.pageId ?? 'me', edge],
    body: { json: body },
    schema: successSchema,
    repeatable: false,
    timeoutMs: timeoutOf(connection.options),
    signal,
  })
}
