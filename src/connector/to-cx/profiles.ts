import { isWithin } from '../../http/is-within.ts'
import { until } from '../../http/until.ts'
import type { ConnectorGraph } from '../options.ts'

/** A person's name. */
export type Profile = { firstName?: string | undefined; lastName?: string | undefined }

/** Finds customers' names. */
export type Profiles = {
  /**
   * @throws the error of the Graph client, or a `TimeoutError`, once; for an hour after that the name is unknown, unless
   * it comes late
   */
  of(
    customer: { pageId: string; psid: string },
    graphOf: () => Promise<ConnectorGraph | undefined>,
  ): Promise<Profile | undefined>
}

const day = 24 * 60 * 60 * 1000
const lives = { known: day, unknown: day / 24 }
const maxKept = 10_000

/** How long a message waits for the name of its customer, in ms. */
const patience = 5000

/** Asks Graph once a day for each customer; after a failure, or without a name, again after an hour. */
export function createProfiles(now: () => number): Profiles {
  const kept = new Map<string, { profile: Profile | undefined; at: number }>()

  function keep(key: string, profile: Profile | undefined): void {
    kept.delete(key)
    kept.set(key, { profile, at: now() })
    const [oldest] = kept.keys()
    if (kept.size > maxKept && oldest !== undefined) kept.delete(oldest)
  }

  return {
    async of({ pageId, psid }, graphOf) {
      const key = `${pageId}\n${psid}`
      const known = kept.get(key)
      const life = known?.profile ? lives.known : lives.unknown
      if (known && isWithin(life, known.at, now())) return known.profile
      keep(key, undefined)

      async function ask(): Promise<Profile | undefined> {
        const graph = await graphOf()
        const profile = await graph?.profile?.(psid)
        keep(key, profile)
        return profile
      }

      // A late name is kept for the next message.
      return until(AbortSignal.timeout(patience), ask())
    },
  }
}

/** Finds no names. */
export const noProfiles: Profiles = { of: async () => undefined }
