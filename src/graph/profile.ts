import * as z from 'zod'
import { readPayload } from '../errors.ts'
import { idSchema } from '../messenger/id.ts'
import { fieldsSchema } from './field-names.ts'
import { checkPsid } from './path-id.ts'
import { type CallOptions, type Connection, call } from './request.ts'
import { timeoutOf } from './timeout.ts'

/** A customer's profile; fields that the customer, Meta or missing permissions withhold are absent. */
export type Profile = {
  /** The PSID. */
  id?: string | undefined
  /** The whole name. */
  name?: string | undefined
  /** The first name. */
  firstName?: string | undefined
  /** The last name. */
  lastName?: string | undefined
  /** Address of the picture. It is signed and expires. */
  profilePic?: string | undefined
  /** Needs the permission `pages_user_locale`. */
  locale?: string | undefined
  /** Hours from UTC. Needs the permission `pages_user_timezone`. */
  timezone?: number | undefined
  /** Needs the permission `pages_user_gender`. */
  gender?: string | undefined
}

/** Fields of a profile, as Meta names them. */
export type ProfileField =
  | 'id'
  | 'name'
  | 'first_name'
  | 'last_name'
  | 'profile_pic'
  | 'locale'
  | 'timezone'
  | 'gender'

/** What `profile` takes besides the PSID. */
export type ProfileOptions = CallOptions & {
  /** Default: those that need no permission of their own. */
  fields?: readonly ProfileField[] | undefined
}

const usualFields = ['id', 'name', 'first_name', 'last_name', 'profile_pic'] as const

const text = z.string().optional().catch(undefined)

const answerSchema = z
  .object({
    id: z.optional(idSchema).catch(undefined),
    name: text,
    first_name: text,
    last_name: text,
    profile_pic: text,
    locale: text,
    timezone: z.number().optional().catch(undefined),
    gender: text,
  })
  .transform(
    ({ first_name, last_name, profile_pic, ...same }): Profile => ({
      ...same,
      ...(first_name === undefined ? {} : { firstName: first_name }),
      ...(last_name === undefined ? {} : { lastName: last_name }),
      ...(profile_pic === undefined ? {} : { profilePic: profile_pic }),
    }),
  )

/** Reads a customer's profile. See `profile` of the client. */
export async function profile(
  connection: Connection,
  psid: string,
  { fields = usualFields, signal }: ProfileOptions = {},
): Promise<Profile> {
  return await call(connection, {
    name: 'Profile',
    method: 'GET',
    path: [checkPsid(psid)],
    query: { fields: readPayload('options', fieldsSchema, fields, ['fields']).join(',') },
    schema: answerSchema,
    repeatable: true,
    timeoutMs: timeoutOf(connection.options),
    signal,
  })
}
