/**
 * `npm run browser`: bundles the root entry point for the browser, translates every fixture there in headless
 * Chromium, and compares with what the fixture says. A built-in of Node in the bundle fails it.
 */
import { deepStrictEqual } from 'node:assert'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build as bundle } from 'esbuild'
import { type BrowserFixture, type BrowserReport, browserFixtures } from './browser/fixture.ts'
import { pageAfterLoad } from './chromium.ts'
import { build, inTemporaryFolder, root } from './project.ts'

build()
const fixtures = browserFixtures()
const report = await inTemporaryFolder(async (folder) => {
  const page = join(folder, 'page.html')
  writeFileSync(page, htmlOf(fixtures, await scriptOf('scripts/browser/page.ts')))
  return reportIn(await pageAfterLoad(pathToFileURL(page).href))
})

console.log(report.userAgent)
console.log(`${report.translated} of ${fixtures.length} fixtures translated`)
for (const { name, found, expected } of report.different) {
  console.log(`different: ${name}\n${differenceOf(found, expected)}`)
}
const isWhole = fixtures.length > 0 && report.translated === fixtures.length
process.exitCode = isWhole && report.different.length === 0 ? 0 : 1

/** What `assert` shows of two values that are not the same; or else that their fields stand otherwise. */
function differenceOf(found: unknown, expected: unknown): string {
  try {
    deepStrictEqual(found, expected)
    return 'the same fields in another order'
  } catch (error) {
    return String(error)
  }
}

/** Resolves `messenger-cim` as users do, by `exports` in `dist`, so without the paths of tsconfig.json. */
async function scriptOf(entry: string): Promise<string> {
  const { outputFiles } = await bundle({
    entryPoints: [join(root, entry)],
    bundle: true,
    platform: 'browser',
    format: 'iife',
    write: false,
    logLevel: 'warning',
    tsconfigRaw: {},
  })
  return outputFiles.map(({ text }) => text).join('\n')
}

function htmlOf(fixtures: readonly BrowserFixture[], script: string): string {
  return [
    '<!doctype html><meta charset="utf-8"><title>fixtures</title><body>the script did not run',
    `<script>var fixtures = ${inScript(JSON.stringify(fixtures))}</script>`,
    `<script>${inScript(script)}</script>`,
  ].join('\n')
}

/** HTML ends a script at the first such tag, also within a string. */
function inScript(code: string): string {
  return code.replaceAll('</script', '<\\/script')
}

function reportIn(html: string): BrowserReport {
  const text = /<body[^>]*>(.*)<\/body>/s.exec(html)?.[1] ?? html
  if (!text.startsWith('{')) throw new Error(`The page did not finish: ${text.slice(0, 500)}`)
  const entities = { '&lt;': '<', '&gt;': '>', '&nbsp;': '\u00a0', '&amp;': '&' }
  return JSON.parse(text.replace(/&(lt|gt|nbsp|amp);/g, (entity) => Object(entities)[entity]))
}
