import { constants, existsSync } from 'node:fs'
import { access } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { HeadersFunction } from '../../ccm/index.ts'
import { ConfigError } from '../../errors.ts'
import { keycloakHeaders, keycloakSchema } from '../../host/keycloak-headers.ts'
import { readEnvironment } from '../../host/read-environment.ts'
import { type Settings, settingsSchema } from '../../host/settings.ts'
import { databasePath, openStore, setting } from '../store.ts'
import type { Patient } from './finding.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** What the command line adds to the environment. */
type Arguments = { webhookUrl: string | undefined; pageId: string | undefined }

/** What the checks examine, from the environment of the host. A wrong setting does not stop the other checks. */
export function patientFrom(env: Environment, given: Arguments): Patient {
  return {
    wrong: wrongIn(env),
    pageId: given.pageId ?? usable(env, 'PAGE_ID'),
    pageAccessToken: setting(env, 'PAGE_ACCESS_TOKEN'),
    verifyToken: setting(env, 'VERIFY_TOKEN'),
    appSecret: setting(env, 'APP_SECRET')?.split(',')[0]?.trim(),
    graphUrl: setting(env, 'GRAPH_URL'),
    ccmUrl: usable(env, 'CCM_URL'),
    fileEngineUrl: usable(env, 'FILE_ENGINE_URL'),
    cxHeaders: cxHeadersFrom(env),
    webhookUrl: given.webhookUrl ?? usable(env, 'WEBHOOK_URL'),
    tryStore: () => tryStore(env),
  }
}

/** A setting, unless it is wrong: the check of the settings reports that. */
function usable(env: Environment, name: keyof Settings): string | undefined {
  const value = setting(env, name)
  return settingsSchema.shape[name].safeParse(value).success ? value : undefined
}

function wrongIn(env: Environment): readonly string[] {
  try {
    readEnvironment(env)
    return []
  } catch (error) {
    if (error instanceof ConfigError) return error.lines
    throw error
  }
}

/** Also undefined when the settings are wrong: the check of the settings reports that. */
function cxHeadersFrom(env: Environment): HeadersFunction | undefined {
  const names = Object.keys(keycloakSchema.shape)
  const { data } = keycloakSchema.safeParse(
    Object.fromEntries(names.map((name) => [name, setting(env, name)])),
  )
  try {
    return data && keycloakHeaders(data)
  } catch (error) {
    if (error instanceof ConfigError) return undefined
    throw error
  }
}

/** Checks the store. When the host has not created its file yet, checks only whether it can, without creating it. */
async function tryStore(env: Environment): Promise<void> {
  if (setting(env, 'REDIS_URL') === undefined) {
    const path = databasePath(env)
    if (path === ':memory:') return
    if (!existsSync(path)) return await tryFolder(dirname(path))
  }
  const store = await openStore(env, {})
  try {
    await store.check()
  } finally {
    await store.close()
  }
}

/** Checks that a folder, or the nearest existing one above it, can be written. */
async function tryFolder(folder: string): Promise<void> {
  if (!existsSync(folder) && dirname(folder) !== folder) return await tryFolder(dirname(folder))
  await access(folder, constants.W_OK)
}
