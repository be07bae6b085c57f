/** A plugin of TypeDoc: pages that are written by hand have a heading, so TypeDoc's own goes. */
import { PageEvent, ReflectionKind } from 'typedoc'

/** @param {import('typedoc').Application} app */
export function load(app) {
  app.renderer.on(PageEvent.END, (page) => {
    const isWritten = page.url === 'index.html' || page.model.kind === ReflectionKind.Document
    if (isWritten) page.contents = withoutFirstHeading(page.contents)
  })
}

/** @param {string | undefined} html */
function withoutFirstHeading(html) {
  const headings = html?.match(/<h1\b.*?<\/h1>/gs) ?? []
  return headings.length > 1 ? html?.replace(headings[0], '') : html
}
