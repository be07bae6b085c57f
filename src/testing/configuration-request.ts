import { attributesOf, type ChannelSettings, type Masking } from './channel-settings.ts'

/** The options of {@link configurationRequest}. */
export type ConfigurationRequestOptions = Masking & {
  /** The connector's provider webhook. Default `https://bot.example.com`. */
  url?: string | undefined
}

/**
 * The request that CX sends a connector when an administrator changes a channel: `POST
 * {url}/connector-configurations`.
 *
 * @param serviceIdentifier the channel's; for Facebook the Page id
 * @returns for `fetch` or for a handler; its JSON is what `readConfiguration` reads
 *
 * @example
 * await fetch(configurationRequest(sampleIds.pageId, { pageAccessToken: 'EAAG-new' }, { url }))
 */
export function configurationRequest(
  serviceIdentifier: string,
  settings: ChannelSettings,
  { url = 'https://bot.example.com', masked }: ConfigurationRequestOptions = {},
): Request {
  const connectorConfigurations = attributesOf(settings, { masked })
  return new Request(`${url.replace(/\/+$/, '')}/connector-configurations`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ serviceIdentifier, connectorConfigurations }),
  })
}
