/** `npm run playground:pictures`: takes the pictures of the playground that README shows, light and dark. */
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { findChromium } from './chromium.ts'
import { build, root } from './project.ts'

build()
// It imports the package, which the line above makes.
const { playgroundPage } = await import('../examples/playground/build.ts')
const html = await playgroundPage()
const browser = await chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox'] })
try {
  for (const colorScheme of ['light', 'dark'] as const) {
    const page = await browser.newPage({ viewport: { width: 1600, height: 900 }, colorScheme })
    await page.setContent(html)
    await page.waitForSelector('html[data-shown]')
    const path = join(root, `docs/pictures/playground-${colorScheme}.png`)
    await page.screenshot({ path })
    console.log(path)
  }
} finally {
  await browser.close()
}
