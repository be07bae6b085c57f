import * as z from 'zod'
import { readPayload } from '../errors.ts'
import { idSchema } from '../messenger/id.ts'
import { fieldsSchema } from './field-names.ts'
import { type CallOptions, type Connection, call } from './request.ts'
import { successSchema } from './success.ts'
import { timeoutOf } from './timeout.ts'

/** An app that gets webhooks of the Page. */
export type Subscription = {
  /** The id of the app. */
  appId: string
  /** The name of the app. */
  name?: string
  /** Fields of the Page that it gets. */
  fields: string[]
}

/** Subscribes the app to webhooks of the Page. See `subscribe` of the client. */
export async function subscribe(
  connection: Connection,
  fields: readonly string[],
  { signal }: CallOptions = {},
): Promise<void> {
  const checked = readPayload('options', fieldsSchema, fields)
  await call(connection, {
    ...edge(connection),
    name: 'Subscribe',
    method: 'POST',
    query: { subscribed_fields: checked.join(',') },
    schema: successSchema,
    signal,
  })
}

const listSchema = z
  .object({
    data: z.array(
      z.object({
        id: idSchema,
        name: z.string().optional().catch(undefined),
        subscribed_fields: z.array(z.string()).catch([]),
      }),
    ),
  })
  .transform(({ data }) =>
    data.map(
      ({ id, name, subscribed_fields }): Subscription => ({
        appId: id,
        ...(name === undefined ? {} : { name }),
        fields: subscribed_fields,
      }),
    ),
  )

/** Lists the apps that get webhooks of the Page. See `subscriptions` of the client. */
export async function subscriptions(
  connection: Connection,
  { signal }: CallOptions = {},
): Promise<Subscription[]> {
  return await call(connection, {
    ...edge(connection),
    name: 'Subscriptions',
    method: 'GET',
    schema: listSchema,
    signal,
  })
}

/** The parts that both calls share. Repeating either changes nothing. */
function edge({ options }: Connection) {
  return {
    path: [options.pageId ?? 'me', 'subscribed_apps'],
    repeatable: true,
    timeoutMs: timeoutOf(options),
  }
}
