import { describe, expect, it, vi } from 'vitest'
import type { ChannelConfiguration } from '../../src/ccm/index.ts'
import { ccmPages } from '../../src/host/index.ts'
import { pageId } from '../connector/world.ts'
import { away, createWorld, ingress404, verifyToken } from './world.ts'

/** The settings of a channel in CCM. */
function settingsWith(changes: Partial<ChannelConfiguration> = {}): ChannelConfiguration {
  const attributes = [{ key: 'FACEBOOK-API-KEY', type: 'String2000', value: 'EAAfirst' }]
  const settings = { hostUrl: undefined, pageAccessToken: 'EAAfirst', verifyToken, attributes }
  return { ...settings, masked: [], ...changes }
}

/** CCM that returns settings at first, and then fails. Settings are old at once. */
function createPages(failure: Error) {
  const configuration = vi.fn(async () => settingsWith())
  const pages = ccmPages({ ccm: { configuration }, freshMs: 0 })
  configuration.mockResolvedValueOnce(settingsWith()).mockRejectedValue(failure)
  return { pages, configuration }
}

/** Asks so often that calls of CCM would show. */
async function askOften(pages: ReturnType<typeof ccmPages>): Promise<unknown[]> {
  const answers: unknown[] = []
  for (let count = 0; count < 20; count += 1) {
    answers.push(await pages.of(pageId).catch((error: unknown) => error))
  }
  return answers
}

describe('ccmPages', () => {
  it.each([
    ['is away', away()],
    ['is not known to an ingress', ingress404()],
  ])('keeps the settings of a Page in use while CCM %s', async (_, failure) => {
    const { pages } = createPages(failure)
    await pages.of(pageId)
    const answers = await askOften(pages)
    for (const answer of answers) expect(answer).toMatchObject({ pageAccessToken: 'EAAfirst' })
  })

  it('asks a CCM that is away once in seconds, for all Pages', async () => {
    const failure = away()
    const configuration = vi.fn(() => Promise.reject(failure))
    const answers = await askOften(ccmPages({ ccm: { configuration } }))
    expect(new Set(answers)).toEqual(new Set([failure]))
    expect(configuration).toHaveBeenCalledTimes(1)
  })

  it('asks a CCM that was away again after seconds', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    try {
      const configuration = vi.fn(async () => settingsWith()).mockRejectedValueOnce(away())
      const pages = ccmPages({ ccm: { configuration } })
      await expect(pages.of(pageId)).rejects.toThrow('CCM is away')
      vi.advanceTimersByTime(5001)
      expect(await pages.of(pageId)).toMatchObject({ pageAccessToken: 'EAAfirst' })
    } finally {
      vi.useRealTimers()
    }
  })

  it('asks again after a clock was set back', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    try {
      const configuration = vi.fn(async () => settingsWith())
      const pages = ccmPages({ ccm: { configuration } })
      await pages.of(pageId)
      configuration.mockResolvedValue(settingsWith({ pageAccessToken: 'EAAnewer' }))
      vi.setSystemTime(Date.now() - 3_600_000)
      expect(await pages.of(pageId)).toMatchObject({ pageAccessToken: 'EAAnewer' })
    } finally {
      vi.useRealTimers()
    }
  })

  it('does not wait for a CCM that hangs where settings are known', async () => {
    const configuration = vi.fn(async () => settingsWith())
    const pages = ccmPages({ ccm: { configuration }, freshMs: 0 })
    await pages.of(pageId)
    configuration.mockReturnValue(new Promise(() => {}))
    expect(await pages.of(pageId)).toMatchObject({ pageAccessToken: 'EAAfirst' })
  })

  it.each([
    ['answers', () => Promise.resolve(settingsWith({ pageAccessToken: 'EAAolder' }))],
    ['fails', () => Promise.reject(away())],
  ])('goes by what CX pushed while CCM was asked, also when that %s', async (_, answer) => {
    let goOn = () => {}
    const asked = new Promise<void>((resolve) => {
      goOn = resolve
    })
    const configuration = vi.fn(() => asked.then(answer))
    const pages = ccmPages({ ccm: { configuration } })
    const early = pages.of(pageId).catch(() => undefined)
    pages.changed(settingsWith({ serviceIdentifier: pageId, pageAccessToken: 'EAApushed' }))
    goOn()
    await early
    expect(await pages.of(pageId)).toMatchObject({ pageAccessToken: 'EAApushed' })
    expect(configuration).toHaveBeenCalledTimes(1)
  })

  it('takes a function that finds the CCM of a Page, also one that takes its time', async () => {
    const ccm = async (id: string) =>
      id === pageId ? { configuration: async () => settingsWith() } : undefined
    const pages = ccmPages({ ccm })
    expect(await pages.of(pageId)).toMatchObject({ pageAccessToken: 'EAAfirst' })
    expect(await pages.of('7')).toBeUndefined()
  })

  it('answers a challenge without a Page by the Pages that it has come to know', async () => {
    const pages = ccmPages({ ccm: { configuration: async () => settingsWith() } })
    const { get } = createWorld({ pages })
    const query = new URLSearchParams({
      'hub.mode': 'subscribe',
      'hub.verify_token': verifyToken,
      'hub.challenge': '1158201444',
    })
    expect((await get(`/webhook?${query}`)).status).toBe(404)
    expect((await get(`/webhook/${pageId}?${query}`)).status).toBe(200)
    expect((await get(`/webhook?${query}`)).status).toBe(200)
  })

  it('distinguishes a CCM that is away from a queue that cannot store', async () => {
    const pages = ccmPages({ ccm: { configuration: () => Promise.reject(away()) } })
    const { get, events } = createWorld({ pages })
    expect((await get(`/webhook/${pageId}?hub.mode=subscribe`)).status).toBe(503)
    expect(events).toMatchObject([{ type: 'refused', status: 503, error: { code: 'ccm_error' } }])
  })
})
