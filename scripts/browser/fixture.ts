import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseJson } from '../../src/webhook/index.ts'
import type { FixtureContext as InboundFixture } from '../../test/inbound/fixture-context.ts'
import type { FixtureContext as OutboundFixture } from '../../test/outbound/fixture-context.ts'
import { root } from '../project.ts'

/** A folder of test/fixtures, as the page in the browser gets it. */
export type BrowserFixture = {
  name: string
  input: unknown
  /** What it translates to, with what is skipped or adjusted, or the name of the error. */
  expected: { translated: unknown; notes: unknown; error: string | null }
} & (
  | { direction: 'inbound'; context: InboundFixture }
  | { direction: 'outbound'; context: OutboundFixture }
)

/** What the page reports when it is done. */
export type BrowserReport = {
  userAgent: string
  translated: number
  different: { name: string; found: unknown; expected: unknown }[]
}

const fixtures = join(root, 'test/fixtures')

/** Every fixture of both directions. */
export function browserFixtures(): BrowserFixture[] {
  return [
    ...folders('inbound', 'webhook.json').map(
      (folder): BrowserFixture => ({
        name: folder,
        direction: 'inbound',
        input: read(folder, 'webhook.json'),
        context: read(folder, 'context.json') ?? {},
        expected: {
          translated: read(folder, 'messages.json') ?? [],
          notes: read(folder, 'skipped.json') ?? [],
          error: null,
        },
      }),
    ),
    ...folders('outbound', 'message.json').map(
      (folder): BrowserFixture => ({
        name: folder,
        direction: 'outbound',
        input: read(folder, 'message.json'),
        context: read(folder, 'context.json') ?? {},
        expected: {
          translated: read(folder, 'requests.json') ?? [],
          notes: read(folder, 'adjustments.json') ?? [],
          error: errorName(folder),
        },
      }),
    ),
  ]
}

function folders(direction: string, file: string): string[] {
  return globSync(`${direction}/*/*/${file}`, { cwd: fixtures }).map(dirname).toSorted()
}

function errorName(folder: string): string | null {
  const error = read(folder, 'error.json')
  return typeof error === 'object' && error !== null && 'name' in error ? String(error.name) : null
}

/** As the webhook entry point reads JSON, so that long ids keep their digits on the way to the page. */
function read(folder: string, file: string): unknown {
  const path = join(fixtures, folder, file)
  return existsSync(path) ? parseJson(readFileSync(path, 'utf8')) : undefined
}
