import type { Link } from '../text/links.ts'

/** Writes each bare link of a text as a Markdown link; a link within a Markdown link stays as it is. */
export function markdownLinks(text: string, links: readonly Link[]): string {
  const written = [...text.matchAll(/\[[^[\]\n]*\]\((?:(?!\]\()[^)\n])*\)|<[^<>\s]*>/g)].map(
    ({ index, 0: whole }) => {
      return { start: index, end: index + whole.length }
    },
  )
  const pieces = links.map((link, index) => {
    const before = text.slice(links[index - 1]?.end ?? 0, link.start)
    const isWritten = written.some(({ start, end }) => start <= link.start && link.end <= end)
    return before + (isWritten ? link.text : markdownLink(link))
  })
  return pieces.join('') + text.slice(links.at(-1)?.end ?? 0)
}

/** Escapes brackets and parentheses, which would end the label or the target. */
function markdownLink({ text, href }: Link): string {
  const target = /[()]/.test(href) ? `<${href}>` : href
  return `[${text.replace(/[[\]]/g, '\\$&')}](${target})`
}
