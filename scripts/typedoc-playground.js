/** A plugin of TypeDoc: puts the playground beside the pages, and a link to it into each. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { JSX } from 'typedoc'
import { build } from './project.ts'

const file = 'playground.html'

/** @param {import('typedoc').Application} app */
export function load(app) {
  app.renderer.hooks.on('sidebar.begin', (context) =>
    JSX.createElement(
      'p',
      null,
      JSX.createElement('a', { href: context.relativeURL(file) }, 'Playground'),
    ),
  )
  app.renderer.postRenderAsyncJobs.push(async ({ outputDirectory }) => {
    build()
    // It imports the package, which the line above makes.
    const { playgroundPage } = await import('../examples/playground/build.ts')
    writeFileSync(join(outputDirectory, file), await playgroundPage())
  })
}
