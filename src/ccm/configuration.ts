import * as z from 'zod'
import { readPayload, readWith } from '../errors.ts'

const attributesSchema = z
  .array(
    z
      .looseObject({
        key: z.string().nullish(),
        type: z.string().nullish().catch(undefined),
        value: z.unknown().optional(),
      })
      .nullish(),
  )
  .transform((attributes) =>
    attributes.flatMap((attribute) =>
      typeof attribute?.key === 'string' ? [{ ...attribute, key: attribute.key }] : [],
    ),
  )

/** What CX posts when an administrator changes a channel. */
const pushSchema = z.looseObject({
  serviceIdentifier: z.union([z.string(), z.number().transform(String)]).nullish(),
  connectorConfigurations: attributesSchema,
})

/** One attribute of a channel's settings, as CX sends it. Attributes without a key set nothing. */
export type ConfigurationAttribute = z.infer<typeof attributesSchema>[number]

/** The settings of a Facebook channel. A setting that CX leaves out, blank or masked is undefined. */
export type ChannelConfiguration = {
  /** The channel of the settings: for Facebook the Page id. Absent when CX sends the bare list. */
  serviceIdentifier?: string
  /** Base URL of the Graph API with its version: attribute `FACEBOOK-HOST-URL`. */
  hostUrl: string | undefined
  /** The long-lived Page access token: attribute `FACEBOOK-API-KEY`. */
  pageAccessToken: string | undefined
  /** The webhook's verify token: attribute `FACEBOOK-PAGE-ACCESS-TOKEN`, despite its name. */
  verifyToken: string | undefined
  /** All attributes that have a key, unchanged. */
  attributes: readonly ConfigurationAttribute[]
  /**
   * Keys of attributes whose value is only asterisks: CCM masks secrets (`IS_PASSWORD_MASKING_ENABLED`, from CX
   * 4.10.5). CX hides their real value, so keep the one that worked.
   */
  masked: string[]
}

/** Reads the settings in either form, see {@link readConfiguration}. */
export const configurationSchema = z.unknown().transform((value, context): ChannelConfiguration => {
  const { data, issues } = Array.isArray(value)
    ? readWith(
        attributesSchema.transform((attributes) => ({ connectorConfigurations: attributes })),
        value,
      )
    : readWith(pushSchema, value)
  if (issues === undefined) return toConfiguration(data)
  for (const { path, message } of issues) {
    context.issues.push({ code: 'custom', path: [...path], message, input: value })
  }
  return z.NEVER
})

/**
 * Reads the settings of a Facebook channel, in both forms in which CX sends them: the list of attributes that
 * `configuration` of the CCM client gets, and what CX posts to a connector's `/connector-configurations`.
 *
 * @param value the parsed JSON: a list of `{key, type, value}`, or `{serviceIdentifier, connectorConfigurations}`
 *   with that list
 * @throws {PayloadError} when it is neither, with the path that is wrong
 */
export function readConfiguration(value: unknown): ChannelConfiguration {
  return readPayload('configuration', configurationSchema, value)
}

/** Finds the settings under CX's names. */
function toConfiguration({
  serviceIdentifier,
  connectorConfigurations: attributes,
}: {
  serviceIdentifier?: string | null | undefined
  connectorConfigurations: readonly ConfigurationAttribute[]
}): ChannelConfiguration {
  return {
    ...(serviceIdentifier && { serviceIdentifier }),
    hostUrl: textOf(attributes, 'FACEBOOK-HOST-URL'),
    pageAccessToken: textOf(attributes, 'FACEBOOK-API-KEY'),
    verifyToken: textOf(attributes, 'FACEBOOK-PAGE-ACCESS-TOKEN'),
    attributes,
    masked: [...new Set(attributes.filter(isMasked).map(({ key }) => key))],
  }
}

function textOf(attributes: readonly ConfigurationAttribute[], key: string): string | undefined {
  const own = attributes.filter((attribute) => attribute.key === key && !isMasked(attribute))
  return own.map(({ value }) => (typeof value === 'string' ? value.trim() : '')).find(Boolean)
}

function isMasked({ value }: ConfigurationAttribute): boolean {
  return typeof value === 'string' && /^\*+$/.test(value.trim())
}
