/** The settings of a Facebook channel, under this package's names. */
export type ChannelSettings = {
  /** Base URL of the Graph API with its version: CX's `FACEBOOK-HOST-URL`. */
  hostUrl?: string | undefined
  /** CX's `FACEBOOK-API-KEY`. */
  pageAccessToken?: string | undefined
  /** CX's `FACEBOOK-PAGE-ACCESS-TOKEN`, despite its name. */
  verifyToken?: string | undefined
}

/** Whether secrets are sent as asterisks, as with CCM's `IS_PASSWORD_MASKING_ENABLED`. */
export type Masking = { masked?: boolean | undefined }

/** The settings as CX sends them; the client's own mapping is `readConfiguration` of `messenger-cim/ccm`. */
export function attributesOf(
  { hostUrl, pageAccessToken, verifyToken }: ChannelSettings,
  { masked = false }: Masking,
) {
  const secrets = [
    { key: 'FACEBOOK-API-KEY', type: 'String2000', value: pageAccessToken },
    { key: 'FACEBOOK-PAGE-ACCESS-TOKEN', type: 'String2000', value: verifyToken },
  ].filter(({ value }) => value !== undefined)
  return [
    ...(hostUrl === undefined ? [] : [{ key: 'FACEBOOK-HOST-URL', type: 'URL', value: hostUrl }]),
    ...(masked ? secrets.map((secret) => ({ ...secret, value: '********' })) : secrets),
  ]
}
