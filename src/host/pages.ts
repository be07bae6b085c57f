import * as z from 'zod/mini'
import type { CcmClient, ChannelConfiguration } from '../ccm/index.ts'
import { CcmError, readPayload } from '../errors.ts'

/** What belongs to a Page. */
export type PageSettings = {
  pageId: string
  /** The long-lived Page access token. Without it nothing can be sent. */
  pageAccessToken?: string | undefined
  /** What Meta must tell when the webhook of the Page is set up. */
  verifyToken?: string | undefined
  /** Keys of settings that came masked, and are not known from before. */
  masked?: readonly string[] | undefined
}

/** The Pages that a host serves: {@link staticPages} or {@link ccmPages}. */
export type Pages = {
  /**
   * The settings of a Page; nothing where this host does not serve it.
   * @throws {CcmError} when they cannot be had now
   */
  of(pageId: string): Promise<PageSettings | undefined>
  /** Pages that are known without asking, for a webhook whose address names none. */
  known(): readonly PageSettings[]
  /** CX has told new settings. Gives the keys of those that came masked, in whose place the old ones stay. */
  changed(configuration: ChannelConfiguration): readonly string[]
}

/** Whether a text can be the id of a Page. */
export function isPageId(text: string): boolean {
  return /^\d{1,32}$/.test(text)
}

/** The settings of a Page: all of them, unless the host's role needs less. */
export type StaticPage = Omit<PageSettings, 'masked'>

const filled = z.optional(z.string().check(z.minLength(1, 'is empty')))

/** A Page id that is a number would match no webhook, whose ids are text. */
const staticPagesSchema = z
  .array(
    z.looseObject({
      pageId: z.string().check(z.refine(isPageId, 'expected digits')),
      pageAccessToken: filled,
      verifyToken: filled,
    }),
  )
  .check(z.minLength(1, 'expected one Page or more'))

/**
 * Pages with the settings that you give.
 *
 * @throws {PayloadError} when there is none, or a setting is missing or no Page id
 */
export function staticPages(pages: readonly StaticPage[]): Pages {
  readPayload('options', staticPagesSchema, pages)
  const byId = new Map(pages.map((page) => [page.pageId, page]))
  return {
    of: async (pageId) => byId.get(pageId),
    known: () => pages,
    changed: () => [],
  }
}

/** Where {@link ccmPages} gets its settings. */
export type CcmPagesOptions = {
  /** The CCM client, or where one host serves several tenants a function that finds that of a Page. */
  ccm: ConfigurationSource | ((pageId: string) => ConfigurationSource | undefined)
  /** For how long settings are used until CCM is asked again, in ms. Default a minute. */
  freshMs?: number | undefined
}

/** What {@link ccmPages} needs of a CCM client. */
export type ConfigurationSource = Pick<CcmClient, 'configuration'>

const minute = 60_000

/** More Pages than that are not kept in mind, for anybody may ask for some. */
const maxKept = 10_000

/**
 * Pages with the settings of their channels in CX, so that what an administrator changes there holds without a
 * restart. CCM is asked once a minute for a Page at most, also for one that it does not know. A token that CX masks
 * does not take the place of the one that worked.
 */
export function ccmPages({ ccm, freshMs = minute }: CcmPagesOptions): Pages {
  const kept = new Map<string, { page: Promise<PageSettings | undefined>; until: number }>()
  const latest = new Map<string, PageSettings>()

  function keep(pageId: string, page: Promise<PageSettings | undefined>): void {
    kept.delete(pageId)
    kept.set(pageId, { page, until: Date.now() + freshMs })
    const [oldest] = kept.keys()
    if (kept.size > maxKept && oldest !== undefined) kept.delete(oldest)
  }

  async function ask(pageId: string): Promise<PageSettings | undefined> {
    const source = typeof ccm === 'function' ? ccm(pageId) : ccm
    if (!source) return undefined
    try {
      return merge(pageId, await source.configuration(pageId))
    } catch (error) {
      if (error instanceof CcmError && error.status === 404) return undefined
      throw error
    }
  }

  function merge(pageId: string, told: ChannelConfiguration): PageSettings {
    const page = withMasked(latest.get(pageId), { ...told, pageId })
    latest.set(pageId, page)
    return page
  }

  return {
    async of(pageId) {
      const known = kept.get(pageId)
      if (known && known.until > Date.now()) return known.page
      const page = ask(pageId)
      keep(pageId, page)
      // What failed is asked again at once; an older answer is better than none.
      page.catch(() => kept.delete(pageId))
      return page.catch((error: unknown) => latest.get(pageId) ?? Promise.reject(error))
    },
    known: () => [],
    changed(told) {
      const { serviceIdentifier: pageId } = told
      if (pageId === undefined || !isPageId(pageId) || told.attributes.length === 0) kept.clear()
      else keep(pageId, Promise.resolve(merge(pageId, told)))
      return told.masked
    },
  }
}

/** Settings that are not told stay as they were: CX masks some, and leaves some out of what it pushes. */
function withMasked(old: PageSettings | undefined, told: PageSettings): PageSettings {
  return {
    pageId: told.pageId,
    pageAccessToken: told.pageAccessToken ?? old?.pageAccessToken,
    verifyToken: told.verifyToken ?? old?.verifyToken,
    masked: told.masked,
  }
}
