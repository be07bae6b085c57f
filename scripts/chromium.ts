import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
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

function findChromium(): string {
  const names = ['chromium', 'chromium-browser', 'google-chrome']
  const found = names.find(isInstalled)
  if (found !== undefined) return found
  console.log("No Chromium here; installing Debian's package chromium")
  spawnSync('apt-get update && apt-get install --yes --no-install-recommends chromium', {
    shell: true,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  if (isInstalled('chromium')) return 'chromium'
  throw new Error('Chromium is missing and could not be installed: put `chromium` on the path')
}

function isInstalled(program: string): boolean {
  return spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0
}
