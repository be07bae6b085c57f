import type { HeadersFunction } from '../../ccm/index.ts'

/** The result of a check: a `problem` stops messages, a `warning` will or may stop some. */
export type State = 'ok' | 'warning' | 'problem'

/** The finding of a check. It holds no secret. */
export type Finding = {
  /** The check, such as `page token`. */
  check: string
  state: State
  /** The finding, in a sentence. */
  says: string
  /** What to do; `''` for nothing. */
  todo: string
}

/** What the checks examine. An undefined setting is not checked. */
export type Patient = {
  /** The mistakes in the settings, a line each. */
  wrong: readonly string[]
  pageId: string | undefined
  pageAccessToken: string | undefined
  verifyToken: string | undefined
  appSecret: string | undefined
  /** The URL of the Graph API; undefined for Meta's. */
  graphUrl: string | undefined
  ccmUrl: string | undefined
  fileEngineUrl: string | undefined
  /** Headers of the calls to CX, such as a token of Keycloak. */
  cxHeaders: HeadersFunction | undefined
  /** The public address that Meta posts to. */
  webhookUrl: string | undefined
  /** Opens the store of the queue, checks that it can be written, and closes it. */
  tryStore: (() => Promise<void>) | undefined
}

/** Checks one thing. Never rejects. Changes nothing for good, except what its findings mention. */
export type Check = (patient: Patient) => Promise<readonly Finding[]>

/** Findings of one check, by state. */
export function findingsOf(check: string) {
  return {
    ok: (says: string): Finding => ({ check, state: 'ok', says, todo: '' }),
    warning: (says: string, todo: string): Finding => ({ check, state: 'warning', says, todo }),
    problem: (says: string, todo: string): Finding => ({ check, state: 'problem', says, todo }),
  }
}
