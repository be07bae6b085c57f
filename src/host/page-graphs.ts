import type { GraphOf } from '../connector/options.ts'
import { CcmError } from '../errors.ts'
import { createGraphClient, type GraphClient } from '../graph/index.ts'
import type { AppSecret } from '../webhook/index.ts'
import type { Pages } from './pages.ts'

/** The options of the Graph clients. */
export type PageGraphsOptions = {
  appSecret: AppSecret
  /** Of the Graph API; default Meta's. */
  baseUrl?: string | undefined
}

/** A Graph client for each Page, made anew when its token changes. */
export function createPageGraphs(pages: Pages, { appSecret, baseUrl }: PageGraphsOptions): GraphOf {
  const clients = new Map<string, { token: string; client: GraphClient }>()
  const [secret] = [appSecret].flat()

  return async function graphOf(pageId) {
    const page = await pages.of(pageId)
    const token = page?.pageAccessToken
    if (page && token === undefined && page.masked?.length) {
      throw new CcmError('CX masks the access token of this Page', { retryable: true })
    }
    if (token === undefined) return undefined
    const known = clients.get(pageId)
    if (known?.token === token) return known.client
    const client = createGraphClient({
      pageAccessToken: token,
      pageId,
      appSecret: secret,
      baseUrl,
      pacing: true,
      // Longer waits are up to the queue, which knows how long Meta asked to wait.
      retries: 1,
      maxWaitMs: 2000,
    })
    clients.set(pageId, { token, client })
    return client
  }
}
