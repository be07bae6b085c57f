import * as z from 'zod'

/** The used share of a quota, in percent of calls, time and CPU time. */
export type UsageShare = {
  /** Calls, in percent of the quota. */
  callCount: number
  /** Time, in percent of the quota. */
  totalTime: number
  /** CPU time, in percent of the quota. */
  totalCpuTime: number
}

/** The {@link UsageShare} of one business use case. */
export type BusinessUsage = UsageShare & {
  /** `messenger`, `pages`, … */
  type: string
  /** How long calls stay refused, in ms; 0 when they are not. */
  regainAccessMs: number
  /** The access tier, such as `development_access`; only of ads. */
  adsApiAccessTier?: string
}

/**
 * The usage headers of one answer; missing headers are absent.
 * @see https://developers.facebook.com/docs/graph-api/overview/rate-limiting
 */
export type Usage = {
  /** `X-App-Usage` */
  app?: UsageShare
  /** `X-Page-Usage` */
  page?: UsageShare
  /** `X-Business-Use-Case-Usage`: by the id of the business or Page. */
  business?: Record<string, BusinessUsage[]>
}

const percent = z.coerce.number().catch(0)

const shareSchema = z
  .object({ call_count: percent, total_time: percent, total_cputime: percent })
  .transform(
    ({ call_count, total_time, total_cputime }): UsageShare => ({
      callCount: call_count,
      totalTime: total_time,
      totalCpuTime: total_cputime,
    }),
  )

const msPerMinute = 60_000

const useCaseSchema = z
  .object({
    type: z.string().catch(''),
    estimated_time_to_regain_access: z.coerce.number().nonnegative().catch(0),
    ads_api_access_tier: z.string().optional().catch(undefined),
  })
  .and(shareSchema)
  .transform(
    ({
      type,
      estimated_time_to_regain_access: minutes,
      ads_api_access_tier: tier,
      ...share
    }): BusinessUsage => ({
      type,
      ...share,
      regainAccessMs: minutes * msPerMinute,
      ...(tier === undefined ? {} : { adsApiAccessTier: tier }),
    }),
  )

/** Skips a use case that cannot be read. */
const businessSchema = z.record(
  z.string(),
  z
    .array(useCaseSchema.optional().catch(undefined))
    .catch([])
    .transform((useCases) => useCases.filter((useCase) => useCase !== undefined)),
)

/** Reads the usage headers; undefined when there are none. Leaves unreadable headers out. */
export function readUsage(headers: Headers): Usage | undefined {
  const app = readHeader(headers, 'x-app-usage', shareSchema)
  const page = readHeader(headers, 'x-page-usage', shareSchema)
  const business = readHeader(headers, 'x-business-use-case-usage', businessSchema)
  if (app === undefined && page === undefined && business === undefined) return undefined
  return {
    ...(app === undefined ? {} : { app }),
    ...(page === undefined ? {} : { page }),
    ...(business === undefined ? {} : { business }),
  }
}

/** The use cases that the calls of this client count for. */
const ownUseCases: ReadonlySet<string> = new Set(['messenger', 'pages'])

/**
 * How long Meta refuses calls, in ms; undefined when it does not say. Use cases of other calls, such as ads, count only
 * when the header has no use case of ours.
 */
export function regainAccessMs(usage: Usage | undefined): number | undefined {
  const all = Object.values(usage?.business ?? {}).flat()
  const own = all.filter(({ type }) => ownUseCases.has(type))
  const waits = (own.length === 0 ? all : own).map((share) => share.regainAccessMs)
  const longest = Math.max(0, ...waits)
  return longest === 0 ? undefined : longest
}

function readHeader<T>(headers: Headers, name: string, schema: z.ZodType<T>): T | undefined {
  const value = headers.get(name)
  if (value === null) return undefined
  try {
    return schema.safeParse(JSON.parse(value)).data
  } catch {
    return undefined
  }
}
