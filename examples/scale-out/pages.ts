import { type CcmClient, CcmError } from 'messenger-cim/ccm'
import { createGraphClient, type GraphClient } from 'messenger-cim/graph'

/** What belongs to a Page. */
type Page = { graph: GraphClient | undefined; verifyToken: string | undefined }

/** The Pages that are served. */
export type Pages = {
  /** The Graph client of a Page, or nothing for a Page that is none of ours. */
  graphOf(pageId: string): Promise<GraphClient | undefined>
  /** What Meta must tell when the webhook of a Page is set up. */
  verifyTokenOf(pageId: string): Promise<string | undefined>
  /** Asks CCM again when a Page is next needed. */
  forget(): void
}

export type PagesOptions = {
  /** The Page that has its settings here. */
  pageId?: string | undefined
  /** Receivers have none. */
  pageAccessToken?: string | undefined
  /** Workers have none. */
  verifyToken?: string | undefined
  appSecrets: readonly string[]
  graphUrl?: string | undefined
  /** Tells the settings of all other Pages. */
  ccm?: Pick<CcmClient, 'configuration'> | undefined
}

const none: Page = { graph: undefined, verifyToken: undefined }

/** For how long settings are used until CCM is asked again, in ms. */
const fresh = 5 * 60 * 1000

/** Settings of Pages, of one from the environment and of all others from their channels in CX. */
export function createPages(options: PagesOptions): Pages {
  const { ccm, pageAccessToken, verifyToken } = options
  const kept = new Map<string, { page: Page; until: number }>()
  const own = pageAccessToken === undefined && verifyToken === undefined ? none : ownPage()

  function ownPage(): Page {
    return pageFrom(options.pageId ?? '', pageAccessToken, verifyToken)
  }

  async function pageOf(pageId: string): Promise<Page> {
    if (pageId === options.pageId && own !== none) return own
    if (ccm === undefined) return none
    const known = kept.get(pageId)
    if (known && known.until > Date.now()) return known.page
    kept.delete(pageId)
    const page = await askCcm(pageId, ccm)
    if (page !== none) kept.set(pageId, { page, until: Date.now() + fresh })
    return page
  }

  async function askCcm(pageId: string, ccm: Pick<CcmClient, 'configuration'>): Promise<Page> {
    try {
      const configuration = await ccm.configuration(pageId)
      return pageFrom(pageId, configuration.pageAccessToken, configuration.verifyToken)
    } catch (error) {
      if (error instanceof CcmError && error.status === 404) return none
      throw error
    }
  }

  function pageFrom(pageId: string, pageAccessToken?: string, verifyToken?: string): Page {
    if (pageAccessToken === undefined) return { graph: undefined, verifyToken }
    const { appSecrets, graphUrl: baseUrl } = options
    const [appSecret] = appSecrets
    const graph = createGraphClient({
      pageAccessToken,
      pageId,
      appSecret,
      baseUrl,
      pacing: true,
      // A longer wait is the queue's, which knows how long Meta asks for.
      retries: 1,
      maxWaitMs: 2000,
    })
    return { graph, verifyToken }
  }

  return {
    graphOf: async (pageId) => (await pageOf(pageId)).graph,
    verifyTokenOf: async (pageId) => (await pageOf(pageId)).verifyToken,
    forget: () => kept.clear(),
  }
}
