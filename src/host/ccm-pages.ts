import * as z from 'zod/mini'
import type { CcmClient, ChannelConfiguration } from '../ccm/index.ts'
import { hasMethods } from '../connector/check-options.ts'
import { CcmError, readPayload } from '../errors.ts'
import { isWithin } from '../http/is-within.ts'
import { longestTimeout } from '../http/longest-timeout.ts'
import { until } from '../http/until.ts'
import { isPageId, type PageSettings, type Pages } from './pages.ts'

/** The options of {@link ccmPages}. */
export type CcmPagesOptions = {
  /** The CCM client. For a host with several tenants: a function that finds the client of a Page. */
  ccm:
    | ConfigurationSource
    | ((
        pageId: string,
      ) => ConfigurationSource | undefined | Promise<ConfigurationSource | undefined>)
  /** How long settings are used before CCM is asked again, in ms. Default 60 000. */
  freshMs?: number | undefined
}

/** What {@link ccmPages} needs of a CCM client. */
export type ConfigurationSource = Pick<CcmClient, 'configuration'>

const second = 1000
const minute = 60 * second

/** The pause after a failure before CCM is asked again, in ms: anybody can ask for a Page, and each call takes time. */
const failurePause = 5 * second

/** How long to wait for newer settings when older ones are known, in ms. */
const patience = 2 * second

/** How many Pages are remembered. There is a limit because anybody can ask for unknown ones. */
const maxKept = 10_000

const optionsSchema = z.looseObject({
  ccm: z.custom<object>(
    (value) => typeof value === 'function' || hasMethods(value, ['configuration']),
    'expected what createCcmClient gives, or a function from Page id to it',
  ),
  freshMs: z.optional(z.number().check(z.gte(0), z.lte(longestTimeout))),
})

/** The settings of a Page, or undefined for an unknown one: from when on, and for how long they are used, in ms. */
type Kept = {
  page: Promise<PageSettings | undefined>
  at: number
  forMs: number
  isPending: boolean
}

/**
 * Pages with the settings of their channels in CX, so changes by an administrator take effect without a restart. CCM is
 * asked for a Page at most once in `freshMs`, also for one that it does not know. While CCM is unavailable, the known
 * settings stay in use. So they do after a 404 for a Page that CCM knew, because an ingress answers 404 too. A masked
 * token does not replace the one that worked.
 *
 * @throws {PayloadError} when an option is wrong
 */
export function ccmPages(options: CcmPagesOptions): Pages {
  readPayload('options', optionsSchema, options)
  const { ccm, freshMs = minute } = options
  const kept = new Map<string, Kept>()
  const latest = new Map<string, PageSettings>()

  function keep(pageId: string, page: Kept['page']): Kept {
    const entry = { page, at: Date.now(), forMs: freshMs, isPending: true }
    kept.delete(pageId)
    kept.set(pageId, entry)
    const [oldest] = kept.keys()
    if (kept.size > maxKept && oldest !== undefined) kept.delete(oldest)
    page
      .catch(() => {
        entry.at = Date.now()
        entry.forMs = Math.min(freshMs, failurePause)
      })
      .finally(() => {
        entry.isPending = false
      })
    return entry
  }

  async function ask(pageId: string): Promise<PageSettings | undefined> {
    const before = latest.get(pageId)
    const configuration = await configurationOf(pageId)
    // What CX pushed meanwhile is newer.
    const now = latest.get(pageId)
    return configuration === undefined || now !== before ? now : merge(pageId, configuration)
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

  function merge(pageId: string, configuration: ChannelConfiguration): PageSettings {
    const page = withKept(latest.get(pageId), { ...configuration, pageId })
    if (page.pageAccessToken !== undefined || page.verifyToken !== undefined)
      latest.set(pageId, page)
    return page
  }

  return {
    async of(pageId) {
      const found = kept.get(pageId)
      const held = found && isWithin(found.forMs, found.at) ? found : keep(pageId, ask(pageId))
      const { page, isPending } = held
      const old = latest.get(pageId)
      if (old === undefined) return page
      const inTime = isPending ? until(AbortSignal.timeout(patience), page) : page
      return inTime.catch(() => old)
    },
    known: () => [...latest.values()],
    changed(configuration) {
      const { serviceIdentifier: pageId, attributes, masked } = configuration
      if (pageId === undefined || !isPageId(pageId) || attributes.length === 0) kept.clear()
      else keep(pageId, Promise.resolve(merge(pageId, configuration)))
      return masked
    },
  }
}

/** Settings that are missing keep their old values: CX masks some, and leaves some out of what it pushes. */
function withKept(old: PageSettings | undefined, fresh: PageSettings): PageSettings {
  return {
    pageId: fresh.pageId,
    pageAccessToken: fresh.pageAccessToken ?? old?.pageAccessToken,
    verifyToken: fresh.verifyToken ?? old?.verifyToken,
    masked: fresh.masked,
  }
}
