import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { pages, root } from './code-blocks.ts'

describe('README.md', () => {
  it('links every page of docs', () => {
    expect(linksOf('README.md')).toEqual(expect.arrayContaining(pagesOf('docs')))
  })
})

describe('typedoc.json', () => {
  it('lists every page of docs, in the order of README', () => {
    const { config } = ts.readConfigFile(join(root, 'typedoc.json'), ts.sys.readFile)
    const pages: string[] = config.projectDocuments
    const listed = pages.filter((page) => dirname(page) === 'docs')
    const docs = textOf('README.md').split('## Docs')[1] ?? ''
    expect(listed).toEqual([...docs.matchAll(/^- \[.*?\]\((.*?)\)/gm)].map(([, page]) => page))
  })
})

describe('llms.txt', () => {
  it('lists every page of docs, and nothing that is not there', () => {
    const links = linksOf('llms.txt')
    expect(links).toEqual(expect.arrayContaining(pagesOf('docs')))
    expect(links.filter((link) => !existsSync(join(root, link)))).toEqual([])
  })
})

describe('CONTRIBUTING.md', () => {
  it('links every page of docs/contributing', () => {
    expect(linksOf('CONTRIBUTING.md')).toEqual(expect.arrayContaining(pagesOf('docs/contributing')))
  })
})

describe('links between pages', () => {
  const links = pages().flatMap((page) => linksOf(page).map((link) => ({ page, link })))

  it('are found', () => {
    expect(links).toContainEqual({
      page: 'docs/contributing/checks.md',
      link: 'docs/contributing/architecture.md',
    })
  })

  it.each(links)('lead somewhere: $page to $link', ({ link }) => {
    const [file = '', heading] = link.split('#')
    expect(existsSync(join(root, file))).toBe(true)
    if (heading !== undefined) expect(headingsOf(file)).toContain(heading)
  })
})

function pagesOf(folder: string): string[] {
  return pages().filter((page) => dirname(page) === folder)
}

/** Where the links of a page lead within the project, as paths from its folder. */
function linksOf(page: string): string[] {
  return [...textOf(page).matchAll(/\]\((?!\w+:)([^)]*)\)/g)].map(([, link = '']) =>
    link.startsWith('#') ? page + link : relative(root, join(root, dirname(page), link)),
  )
}

/** The headings of a page as GitHub names them in links. */
function headingsOf(page: string): string[] {
  return [...textOf(page).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  )
}

/** A page without its code, where brackets mean something else. */
function textOf(page: string): string {
  return readFileSync(join(root, page), 'utf8').replace(/^```.*?^```$/gms, '')
}
