import * as z from 'zod/mini'
import type { CcmClient, ChannelConfiguration } from '../ccm/index.ts'
import { longestTimeout } from '../ccm/options.ts'
import { until } from '../ccm/until.ts'
import { hasMethods } from '../connector/check-options.ts'
import { CcmError, readPayload } from '../errors.ts'
import { isPageId, type PageSettings, type Pages } from './pages.ts'

/** Where {@link ccmPages} gets its settings. */
export type CcmPagesOptions = {
  /** The CCM client, or where one host serves several tenants a function that finds that of a Page. */
  ccm:
    | ConfigurationSource
    | ((
        pageId: string,
      ) => ConfigurationSource | undefined | Promise<ConfigurationSource | undefined>)
  /** For how long settings are used until CCM is asked again, in ms. Default a minute. */
  freshMs?: number | undefined
}

/** What {@link ccmPages} needs of a CCM client. */
export type ConfigurationSource = Pick<CcmClient, 'configuration'>

const second = 1000
const minute = 60 * second

/** After a failure CCM is left alone for so long, in ms: anybody may ask for a Page, and each call takes its time. */
const failurePause = 5 * second

/** Where settings are known from before, newer ones are waited for no longer than that, in ms. */
const patience = 2 * second

/** More Pages than that are not kept in mind, for anybody may ask for some. */
const maxKept = 10_000

const optionsSchema = z.looseObject({
  ccm: z.custom<object>(
    (value) => typeof value === 'function' || hasMethods(value, ['configuration']),
    'expected what createCcmClient gives, or a function from Page id to it',
  ),
  freshMs: z.optional(z.number().check(z.gte(0), z.lte(longestTimeout))),
})

/** The settings of a Page, or that there are none; and until when that holds, in ms. */
type Kept = { page: Promise<PageSettings | undefined>; until: number; isPending: boolean }

/**
 * Pages with the settings of their channels in CX, so that what an administrator changes there holds without a
 * restart. CCM is asked once a minute for a Page at most, also for one that it does not know. While CCM is away, the
 * settings that are known stay in use; an answer of 404 changes nothing about a Page that CCM knew, for an ingress gives
 * that too. A token that CX masks does not take the place of the one that worked.
 *
 * @throws {PayloadError} when an option is wrong
 */
export function ccmPages(options: CcmPagesOptions): Pages {
  readPayload('options', optionsSchema, options)
  const { ccm, freshMs = minute } = options
  const kept = new Map<string, Kept>()
  const latest = new Map<string, PageSettings>()

  function keep(pageId: string, page: Kept['page']): Kept {
    const entry = { page, until: Date.now() + freshMs, isPending: true }
    kept.delete(pageId)
    kept.set(pageId, entry)
    const [oldest] = kept.keys()
    if (kept.size > maxKept && oldest !== undefined) kept.delete(oldest)
    page
      .catch(() => {
        entry.until = Date.now() + Math.min(freshMs, failurePause)
      })
      .finally(() => {
        entry.isPending = false
      })
    return entry
  }

  async function ask(pageId: string): Promise<PageSettings | undefined> {
    const before = latest.get(pageId)
    const told = await configurationOf(pageId)
    // What CX pushed meanwhile is newer.
    const now = latest.get(pageId)
    return told === undefined || now !== before ? now : merge(pageId, told)
  }

  async function configurationOf(pageId: string): Promise<ChannelConfiguration | undefined> {
    const source = typeof ccm === 'function' ? await ccm(pageId) : ccm
    try {
      return await source?.configuration(pageId)
    } catch (error) {
      if (error instanceof CcmError && error.status === 404) return undefined
      throw error
    }
  }

  function merge(pageId: string, told: ChannelConfiguration): PageSettings {
    const page = withMasked(latest.get(pageId), { ...told, pageId })
    if (page.pageAccessToken !== undefined || page.verifyToken !== undefined)
      latest.set(pageId, page)
    return page
  }

  return {
    async of(pageId) {
      const found = kept.get(pageId)
      const held = found && found.until > Date.now() ? found : keep(pageId, ask(pageId))
      const { page, isPending } = held
      const old = latest.get(pageId)
      if (old === undefined) return page
      const inTime = isPending ? until(AbortSignal.timeout(patience), page) : page
      return inTime.catch(() => old)
    },
    known: () => [...latest.values()],
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
