import { parseArgs } from 'node:util'
import { settingsSchema } from '../host/settings.ts'
import { type Command, UsageError } from './command.ts'
import type { Finding, State } from './doctor/finding.ts'
import { examine } from './doctor/index.ts'
import { patientFrom } from './doctor/patient.ts'
import { environmentOf } from './environment.ts'
import { type Look, type Paint, paintFor, print, type Terminal } from './terminal.ts'

const help = `Usage: messenger-cim doctor [--env-file FILE] [--webhook-url URL] [--page ID] [--json]

Reads the environment of the host and checks one thing after another: the settings; the
Page access token, its permissions and its end; the subscription and its fields; whether the
public webhook address answers; whether Keycloak gives a token; CCM and the channel; File
Engine with files of 1 kB, 6 MB and 25 MB; the clock; the store. Each line is ok, a warning or
a problem with what to do.

  --env-file FILE    settings beside those of the environment, such as .env
  --webhook-url URL  the public address that Meta posts to; default WEBHOOK_URL
  --page ID          the Page, where CX keeps its settings; default PAGE_ID
  --json             for programs: one JSON object in each line

It changes nothing, but leaves test files in File Engine, whose names it prints.
Exit code: 0, also with warnings; 1 with problems; 2 after wrong arguments.`

/** `messenger-cim doctor`. */
export const doctorCommand: Command = {
  summary: 'finds out why nothing arrives: settings, token, webhook, CX, clock, store',
  help,
  run: examineHost,
}

async function examineHost(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      json: { type: 'boolean' },
      'env-file': { type: 'string' },
      'webhook-url': { type: 'string' },
      page: { type: 'string' },
    },
  })
  if (positionals.length > 0) throw new UsageError('doctor takes no file.')
  if (!settingsSchema.shape.PAGE_ID.safeParse(values.page).success)
    throw new UsageError('--page takes the number of a Page.')
  const paint = paintFor(terminal.stdout)
  const env = await environmentOf(terminal, values['env-file'])
  const patient = patientFrom(env, {
    webhookUrl: values['webhook-url'],
    pageId: values.page,
  })
  let problems = 0
  for await (const finding of examine(patient)) {
    if (finding.state === 'problem') problems += 1
    await print(terminal.stdout, values.json ? JSON.stringify(finding) : lineFor(finding, paint))
  }
  return problems > 0 ? 1 : 0
}

const looks = { ok: 'good', warning: 'notice', problem: 'problem' } as const satisfies Record<
  State,
  Look
>

function lineFor({ check, state, says, todo }: Finding, paint: Paint): string {
  const line = `${paint(looks[state], state.padEnd(7))}  ${check.padEnd(15)}  ${says}`
  return todo === '' ? line : `${line}\n${' '.repeat(26)}${paint('quiet', '→')} ${todo}`
}
