import { mkdirSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { bubbleInWords, type Explanation } from 'messenger-cim/explain'
import { type Browser, chromium, type Page } from 'playwright-core'
import { expect } from 'vitest'
import { playgroundPage } from '../../examples/playground/build.ts'
import { findChromium } from '../../scripts/chromium.ts'

/** Where CI finds the pictures. */
export const pictures = join(import.meta.dirname, '../../coverage/playground')

type PageOptions = NonNullable<Parameters<Browser['newPage']>[0]> & { hash?: string }

/** The playground on loopback, and a Chromium that opens it. */
export async function openWorld() {
  const html = await playgroundPage()
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(html)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`
  const browser = await chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox'] })
  mkdirSync(pictures, { recursive: true })

  /** A page of its own. Every error in it and every request after the first fails the test. */
  async function withPage(
    work: (page: Page) => Promise<void>,
    { hash = '', ...options }: PageOptions = {},
  ): Promise<void> {
    const context = await browser.newContext({
      viewport: { width: 1600, height: 900 },
      permissions: ['clipboard-read', 'clipboard-write'],
      ...options,
    })
    const page = await context.newPage()
    const wrong: string[] = []
    page.on('pageerror', (error) => wrong.push(String(error)))
    page.on('console', (message) => {
      if (message.type() === 'error') wrong.push(message.text())
    })
    page.on('request', (request) => {
      if (request.url() !== url) wrong.push(request.url())
    })
    try {
      await page.goto(url + hash)
      await page.waitForSelector('html[data-shown]')
      await work(page)
      expect(wrong).toEqual([])
    } finally {
      await context.close()
    }
  }

  async function close(): Promise<void> {
    await browser.close()
    server.close()
  }
  return { html, url, withPage, close }
}

/** Puts a text into the editor as a paste does, and waits until it is explained. */
export async function paste(page: Page, text: string): Promise<void> {
  const before = await page.getAttribute('html', 'data-shown')
  await page.locator('#editor .cm-content').focus()
  await page.keyboard.press('ControlOrMeta+a')
  await page.evaluate((pasted) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', pasted)
    const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true })
    document.querySelector('#editor .cm-content')?.dispatchEvent(event)
  }, text)
  await page.waitForFunction((last) => document.documentElement.dataset.shown !== last, before)
}

/** What each side is shown, in words. */
export function shown(page: Page) {
  return page.evaluate(() => {
    const [agent, customer] = ['agent', 'customer'].map((id) => {
      const items = document.querySelectorAll<HTMLElement>(`#${id} > [data-words]`)
      return [...items].map(({ dataset }) => dataset.words)
    })
    return { agent, customer }
  })
}

/** What each side should be shown. */
export function expected(explanation: Explanation) {
  if (!('conversation' in explanation)) return { agent: [], customer: [] }
  const { agent, customer } = explanation.conversation
  return { agent: agent.map(bubbleInWords), customer: customer.map(bubbleInWords) }
}
