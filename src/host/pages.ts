import * as z from 'zod/mini'
import type { ChannelConfiguration } from '../ccm/index.ts'
import { readPayload } from '../errors.ts'

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
  .check(z.minLength(1, 'expected one Page or more'), (payload) => {
    const ids = payload.value.map(({ pageId }) => pageId)
    for (const [index, id] of ids.entries()) {
      if (ids.indexOf(id) === index) continue
      const path = [index, 'pageId']
      payload.issues.push({ code: 'custom', input: undefined, path, message: 'is there twice' })
    }
  })

/**
 * Pages with the settings that you give.
 *
 * @throws {PayloadError} when there is none, one is there twice, or a setting is missing or no Page id
 */
export function staticPages(pages: readonly StaticPage[]): Pages {
  const own = readPayload('options', staticPagesSchema, pages)
  const byId = new Map(own.map((page) => [page.pageId, page]))
  return {
    of: async (pageId) => byId.get(pageId),
    known: () => own,
    changed: () => [],
  }
}
