/**
 * A plugin of TypeDoc: a page that is written by hand has its heading as its name in navigation and search, and its
 * address after its file.
 */
import { Converter, KindRouter } from 'typedoc'

/** Pages that stand in a folder of the navigation. */
const folders = [
  [/^examples\//, 'Examples/'],
  [/^(CONTRIBUTING|SECURITY)$|^docs\/contributing\//, 'Contributing/'],
]

/** @type {Map<import('typedoc').Reflection, string>} */
const files = new Map()

/** @param {import('typedoc').Application} app */
export function load(app) {
  app.converter.on(Converter.EVENT_CREATE_DOCUMENT, (_, page) => {
    files.set(page, page.name)
    const [, folder = ''] = folders.find(([pages]) => pages.test(page.name)) ?? []
    page.name = folder + headingOf(page)
  })
  app.renderer.defineRouter('files', FileRouter)
}

class FileRouter extends KindRouter {
  /** @param {import('typedoc').Reflection} page */
  getIdealBaseName(page) {
    return files.get(page)?.replace(/^docs\//, '') ?? super.getIdealBaseName(page)
  }
}

/** @param {import('typedoc').DocumentReflection} page */
function headingOf({ name, content }) {
  const text = content.map((part) => part.text).join('')
  return /^# (.+)$/m.exec(text)?.[1]?.replaceAll('`', '') ?? name
}
