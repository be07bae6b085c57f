import * as z from 'zod/mini'
import type { ChannelConfiguration } from '../ccm/index.ts'
import { readPayload } from '../errors.ts'

/** The settings of a Page. */
export type PageSettings = {
  /** The id of the Facebook Page. */
  pageId: string
  /** The long-lived Page access token. Without it nothing can be sent. */
  pageAccessToken?: string | undefined
  /** The token that Meta must send when the webhook of the Page is set up. */
  verifyToken?: string | undefined
  /** Keys of the settings that CX masked. */
  masked?: readonly string[] | undefined
}

/** The Pages that a host serves: {@link staticPages} or {@link ccmPages}. */
export type Pages = {
  /**
   * The settings of a Page; undefined for a Page that this host does not serve.
   * @throws {CcmError} when CX cannot be asked now
   */
  of(pageId: string): Promise<PageSettings | undefined>
  /** The Pages that are known without asking CX, for a webhook whose address names no Page. */
  known(): readonly PageSettings[]
  /** Takes new settings from CX. Returns the keys of masked ones, whose old values stay. */
  changed(configuration: ChannelConfiguration): readonly string[]
}

/** Whether a text can be the id of a Page. */
export function isPageId(text: string): boolean {
  return /^\d{1,32}$/.test(text)
}

/** The settings of a Page: all of them, unless the host's role needs less. */
export type StaticPage = Omit<PageSettings, 'masked'>

const filled = z.optional(z.string().check(z.minLength(1, 'is empty')))

/** Page ids are texts in webhooks, so an id given as a number would match none. */
const staticPagesSchema = z
  .array(
    z.looseObject({
      pageId: z.string().check(z.refine(isPageId, 'expected digits')),
      pageAccessToken: z.optional(
        z
          .string()
          .check(z.regex(/^[\x21-\x7e]+$/, 'expected a token without spaces or line breaks')),
      ),
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
 * @throws {PayloadError} when there is no Page, one is given twice, a setting is empty, or an id is not digits
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
