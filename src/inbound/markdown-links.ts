import type { Link } from '../text/links.ts'

/** Writes each bare link of a text as a Markdown link; one that already is in one stays as it is. */
export function markdownLinks(text: string, links: readonly Link[]): string {
  const pieces = links.map((link, index) => {
    const before = text.slice(links[index - 1]?.end ?? 0, link.start)
    return before + (isInMarkdown(text, link) ? link.text : `[${link.text}](${link.href})`)
  })
  return pieces.join('') + text.slice(links.at(-1)?.end ?? 0)
}

/** `[words](link)`, `[link](…)` and `<link>`. */
function isInMarkdown(text: string, { start, end }: Link): boolean {
  const before = text.slice(Math.max(0, start - 2), start)
  return before === '](' || (before.endsWith('[') && text[end] === ']') || before.endsWith('<')
}
