import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { inTemporaryFolder, run } from './project.ts'

const flags = [
  ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
]

/**
 * Opens a page in headless Chromium and gives its HTML once it has loaded.
 * @throws when there is no Chromium and Debian's package cannot be installed
 */
export function pageAfterLoad(url: string): Promise<string> {
  const chromium = findChromium()
  return inTemporaryFolder((profile) =>
    run(chromium, [...flags, `--user-data-dir=${join(profile, 'data')}`, '--dump-dom', url]),
  )
}

/**
 * The Chromium on the path, or Debian's package.
 * @throws when there is none and it cannot be installed
 */
export function findChromium(): string {
  const found = pathOf('chromium') ?? pathOf('chromium-browser') ?? pathOf('google-chrome')
  if (found !== undefined) return found
  console.log("No Chromium here; installing Debian's package chromium")
  spawnSync('apt-get update && apt-get install --yes --no-install-recommends chromium', {
    shell: true,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const installed = pathOf('chromium')
  if (installed !== undefined) return installed
  throw new Error('Chromium is missing and could not be installed: put `chromium` on the path')
}

/** Where on the path a program is that starts. */
function pathOf(program: string): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return folders.map((folder) => join(folder, program)).find(starts)
}

function starts(file: string): boolean {
  return existsSync(file) && spawnSync(file, ['--version'], { stdio: 'ignore' }).status === 0
}
