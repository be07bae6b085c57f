import type { HeadersFunction } from '../../ccm/index.ts'

/** How something is: `problem` keeps messages from getting through, `warning` will or may. */
export type State = 'ok' | 'warning' | 'problem'

/** What a check found. Holds no secret. */
export type Finding = {
  /** What was looked at: `page token`. */
  check: string
  state: State
  /** How it is, in a sentence. */
  says: string
  /** What to do; `''` where there is nothing to do. */
  todo: string
}

/** What the checks look at. An undefined setting is not checked. */
export type Patient = {
  /** What is wrong with the settings themselves, a line each. */
  wrong: readonly string[]
  pageId: string | undefined
  pageAccessToken: string | undefined
  verifyToken: string | undefined
  appSecret: string | undefined
  /** Where the Graph API is; undefined for Meta's. */
  graphUrl: string | undefined
  ccmUrl: string | undefined
  fileEngineUrl: string | undefined
  /** Headers of the calls to CX, such as a token of Keycloak. */
  cxHeaders: HeadersFunction | undefined
  /** The public address that Meta posts to. */
  webhookUrl: string | undefined
  /** Opens the store of the queue, makes sure that it can be written, and closes it. */
  tryStore: (() => Promise<void>) | undefined
}

/** Looks at one thing. Never rejects, changes nothing that stays but what it says. */
export type Check = (patient: Patient) => Promise<readonly Finding[]>

/** Findings of one check, by state. */
export function findingsOf(check: string) {
  return {
    ok: (says: string): Finding => ({ check, state: 'ok', says, todo: '' }),
    warning: (says: string, todo: string): Finding => ({ check, state: 'warning', says, todo }),
    problem: (says: string, todo: string): Finding => ({ check, state: 'problem', says, todo }),
  }
}
