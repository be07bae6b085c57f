import * as z from 'zod'
import { PayloadError } from '../errors.ts'

const attributeSchema = z.looseObject({
  key: z.string().nullish(),
  type: z.string().nullish(),
  value: z.unknown().optional(),
})

/** The attributes of a channel, as CX tells them; those without a key set nothing. */
export const configurationSchema = z
  .array(attributeSchema)
  .transform((attributes) =>
    attributes.flatMap(({ key, ...attribute }) =>
      typeof key === 'string' ? [{ key, ...attribute }] : [],
    ),
  )

/** One attribute of a channel's settings, as CX tells it. */
export type ConfigurationAttribute = z.infer<typeof configurationSchema>[number]

/** The settings of a Facebook channel. A setting that CX does not tell, or tells blank, is undefined. */
export type ChannelConfiguration = {
  /** Base URL of the Graph API with its version: attribute `FACEBOOK-HOST-URL`. */
  hostUrl: string | undefined
  /** The long-lived Page access token: attribute `FACEBOOK-API-KEY`. */
  pageAccessToken: string | undefined
  /** The webhook's verify token: attribute `FACEBOOK-PAGE-ACCESS-TOKEN`, despite its name. */
  verifyToken: string | undefined
  /** All attributes that have a key, as they came. */
  attributes: readonly ConfigurationAttribute[]
}

/**
 * Reads the attributes of a Facebook channel, as `configuration` of the CCM client gets them and as CX
 * posts changes to a connector's `/connector-configurations`.
 *
 * @param value the parsed JSON: a list of `{key, type, value}`
 * @throws {PayloadError} when it is no such list
 */
export function readConfiguration(value: unknown): ChannelConfiguration {
  const result = configurationSchema.safeParse(value)
  if (!result.success) throw new PayloadError('ccm_response', result.error.issues)
  return toConfiguration(result.data)
}

/** Finds the settings under the names that CX gave them. */
export function toConfiguration(
  attributes: readonly ConfigurationAttribute[],
): ChannelConfiguration {
  return {
    hostUrl: textOf(attributes, 'FACEBOOK-HOST-URL'),
    pageAccessToken: textOf(attributes, 'FACEBOOK-API-KEY'),
    verifyToken: textOf(attributes, 'FACEBOOK-PAGE-ACCESS-TOKEN'),
    attributes,
  }
}

function textOf(attributes: readonly ConfigurationAttribute[], key: string): string | undefined {
  const value = attributes.find((attribute) => attribute.key === key)?.value
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
}
