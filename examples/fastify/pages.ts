import { type CcmClient, CcmError } from 'messenger-cim/ccm'
import { createGraphClient, type GraphClient } from 'messenger-cim/graph'
import type { Config } from './config.ts'

/** What belongs to a Page. */
type Page = { graph: GraphClient | undefined; verifyToken: string | undefined }

/** The Pages that the host serves. */
export type Pages = {
  /** The Graph client of a Page, or nothing for a Page that is none of ours. */
  graphOf(pageId: string): Promise<GraphClient | undefined>
  /** What Meta must tell when the webhook of a Page is set up. */
  verifyTokenOf(pageId: string): Promise<string | undefined>
  /** Asks CCM again when a Page is next needed. */
  forget(): void
}

const none: Page = { graph: undefined, verifyToken: undefined }

/** For how long settings are used until CCM is asked again, in ms. */
const fresh = 5 * 60 * 1000

/**
 * Settings of Pages: of one from the environment, of all others, with `SETTINGS=ccm`, from their channels
 * in CX, so that what an administrator of CX changes there holds without a restart.
 */
export function createPages(config: Config, ccm: Pick<CcmClient, 'configuration'>): Pages {
  const kept = new Map<string, { page: Page; until: number }>()

  async function pageOf(pageId: string): Promise<Page> {
    if (pageId === config.pageId && config.pageAccessToken !== undefined) return ownPage
    if (config.settings === 'env') return none
    const known = kept.get(pageId)
    if (known && known.until > Date.now()) return known.page
    kept.delete(pageId)
    const page = await askCcm(pageId)
    if (page !== none) kept.set(pageId, { page, until: Date.now() + fresh })
    return page
  }

  async function askCcm(pageId: string): Promise<Page> {
    try {
      const { pageAccessToken, verifyToken } = await ccm.configuration(pageId)
      return pageFrom(pageId, pageAccessToken, verifyToken)
    } catch (error) {
      if (error instanceof CcmError && error.status === 404) return none
      throw error
    }
  }

  function pageFrom(pageId: string, pageAccessToken?: string, verifyToken?: string): Page {
    if (pageAccessToken === undefined) return { graph: undefined, verifyToken }
    const [appSecret] = config.appSecrets
    const baseUrl = config.graphUrl
    const graph = createGraphClient({
      pageAccessToken,
      pageId,
      appSecret,
      baseUrl,
      pacing: true,
      // A longer wait is the inbox's, which knows how long Meta asks for.
      retries: 1,
      maxWaitMs: 2000,
    })
    return { graph, verifyToken }
  }

  const ownPage = pageFrom(config.pageId ?? '', config.pageAccessToken, config.verifyToken)

  return {
    graphOf: async (pageId) => (await pageOf(pageId)).graph,
    verifyTokenOf: async (pageId) => (await pageOf(pageId)).verifyToken,
    forget: () => kept.clear(),
  }
}
