import type { Patient } from './finding.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** What the command line says beside the environment. */
type Told = { webhookUrl: string | undefined; pageId: string | undefined }

/** What the checks look at, as the environment of the host says. */
export function patientFrom(env: Environment, told: Told): Patient {
  const given = (name: string) => env[name]?.trim() || undefined
  return {
    wrong: [],
    pageId: told.pageId ?? given('PAGE_ID'),
    pageAccessToken: given('PAGE_ACCESS_TOKEN'),
    verifyToken: given('VERIFY_TOKEN'),
    appSecret: given('APP_SECRET')?.split(',')[0]?.trim(),
    graphUrl: given('GRAPH_URL'),
    ccmUrl: given('CCM_URL'),
    fileEngineUrl: given('FILE_ENGINE_URL'),
    cxHeaders: undefined,
    webhookUrl: told.webhookUrl ?? given('WEBHOOK_URL'),
    tryStore: undefined,
  }
}
