import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import axe from 'axe-core'
import { explainText } from 'messenger-cim/explain'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Sample } from '../../examples/playground/sample.ts'
import { playgroundSamples } from '../../examples/playground/samples.ts'
import { expected, openWorld, paste, pictures, shown } from './world.ts'

const samples = playgroundSamples()

let world: Awaited<ReturnType<typeof openWorld>>
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world?.close())

describe('the page', () => {
  it('is one file of less than 250 kB as it is sent, and lets nothing out', () => {
    const { html } = world
    expect(gzipSync(html).byteLength).toBeLessThan(250_000)
    expect(html).toContain("default-src 'none'")
    expect(html.slice(0, html.indexOf('<script'))).not.toMatch(/(src|href)=["'](?!#|data:)/)
  })

  it('has samples of every kind in both directions', () => {
    expect(labelsOf('webhook').length).toBeGreaterThan(40)
    expect(labelsOf('cim').length).toBeGreaterThan(30)
    for (const direction of ['webhook', 'cim'] as const) {
      expect(new Set(labelsOf(direction)).size).toBe(labelsOf(direction).length)
    }
  })
})

describe('each sample', () => {
  it('pasted shows the bubbles that it should, without an error', async () => {
    await world.withPage(async (page) => {
      for (const { label, text } of samples) {
        await paste(page, text)
        const explanation = explainText(text, { assumeLog: true })
        expect({ label, ...(await shown(page)) }).toEqual({ label, ...expected(explanation) })
        expect(await page.textContent('#title')).toBe(explanation.title)
      }
    })
  })

  it('can be picked, in its direction', async () => {
    await world.withPage(async (page) => {
      for (const direction of ['cim', 'webhook'] as const) {
        await page.click(`[data-direction=${direction}]`)
        const pressed = await page.getAttribute(`[data-direction=${direction}]`, 'aria-pressed')
        expect(pressed).toBe('true')
        const labels = await page.locator('#samples option').allTextContents()
        expect(labels).toEqual(['your own', ...labelsOf(direction)])
      }
      await page.selectOption('#samples', { label: 'image: three' })
      expect(await shown(page)).toEqual(expected(explainText(textOf('image: three'))))
    })
  })

  it('is kept for each direction while somebody looks at the other', async () => {
    await world.withPage(async (page) => {
      await page.selectOption('#samples', { label: 'image: three' })
      await page.click('[data-direction=cim]')
      await page.click('[data-direction=webhook]')
      expect((await shown(page)).agent).toHaveLength(3)
    })
  })
})

/** In the order of the list: by group, as they come. */
function labelsOf(direction: Sample['direction']): string[] {
  const mine = samples.filter((sample) => sample.direction === direction)
  const groups = [...new Set(mine.map(({ group }) => group))]
  return groups.flatMap((name) =>
    mine.filter(({ group }) => group === name).map(({ label }) => label),
  )
}

function textOf(label: string): string {
  const sample = samples.find((one) => one.label === label)
  if (sample === undefined) throw new Error(`no sample ${label}`)
  return sample.text
}

describe('what is skipped or adjusted', () => {
  it('is marked in the input, and listed beside the result', async () => {
    await world.withPage(async (page) => {
      await page.click('[data-direction=cim]')
      await page.selectOption('#samples', { label: 'BUTTON: four' })
      const note = await page.locator('.note.adjusted').textContent()
      expect(note).toMatch(/^buttons-as-quick-replies .*three buttons/)
      expect(await page.locator('.marked.adjusted').first().textContent()).toMatch(/^"buttons"/)
      const remark = page.locator('.remark.adjusted')
      expect(await remark.textContent()).toContain('body.buttons')
      await remark.getByRole('button').click()
      expect(await page.locator('.focused').first().textContent()).toMatch(/^"buttons"/)
    })
  })

  it('leads from a bubble to its part of the input', async () => {
    await world.withPage(async (page) => {
      await paste(page, textOf('message: text and attachments'))
      const first = page.locator('#agent > li').first()
      await first.hover()
      await first.getByRole('button').click()
      expect(await page.locator('.focused').first().textContent()).toMatch(/^"text"/)
      const focused = page.evaluate(() => document.activeElement?.className)
      expect(await focused).toContain('cm-content')
    })
  })

  it('depends on whether earlier messages are known', async () => {
    await world.withPage(async (page) => {
      await page.selectOption('#samples', { label: 'read' })
      expect(await page.locator('.remark').count()).toBe(0)
      await page.uncheck('#assume-log')
      expect(await page.locator('.remark.skipped').textContent()).toContain('unresolved-message')
    })
  })
})

describe('bad input', () => {
  const refused = JSON.stringify({
    id: '2b7e4c1a-9d3f-4e58-8a6b-0c1d2e3f4a5b',
    header: {
      sender: { id: '460df46c-adf9-11ed-afa1-0242ac120002', type: 'CONNECTOR' },
      channelData: {
        channelCustomerIdentifier: '7312345678901234',
        serviceIdentifier: '104857600123456',
        additionalAttributes: [{ key: 'a', type: 'Text', value: 'b' }],
      },
    },
    body: { type: 'PLAIN', markdownText: 'Hi' },
  })
  const whatsapp = '{"object":"whatsapp_business_account","entry":[{"id":"1","changes":[]}]}'

  it.each([
    ['no JSON', 'hello', /without quotes/],
    ['nothing', ' ', /nothing here/],
    ['half a body', textOf('message').slice(0, 300), /ends in the middle/],
    ['a binary file', `\u0089PNG\r\n\u001a\u0001${'\ufffd'.repeat(50)}`, /not a text/],
    ['a body of Instagram', textOf('instagram: message'), /Instagram.*"page"/],
    ['a body of WhatsApp', whatsapp, /WhatsApp.*"page"/],
    ['a message that CX would refuse', refused, /CX would refuse.*String2000/s],
    ['nine megabytes', `"${'x'.repeat(9_000_000)}"`, /million characters/],
  ])('of %s gets one sentence, the place, and what would be right', async (_, text, words) => {
    await world.withPage(async (page) => {
      await paste(page, text)
      const remark = page.locator('.remark.problem')
      expect(await remark.count()).toBe(1)
      expect(await remark.textContent()).toMatch(words)
      expect(await page.locator('.note.problem').textContent()).toMatch(words)
    })
  })
})

describe('copies', () => {
  it('are a link that brings the input back, a curl command and a fixture', async () => {
    const item = {
      sender: { id: '7' },
      recipient: { id: '1' },
      message: { mid: 'm', text: "it's 🙂 $&" },
    }
    const text = JSON.stringify({ object: 'page', entry: [{ messaging: [item] }] })
    let link = ''
    await world.withPage(async (page) => {
      await page.waitForFunction(() => location.hash.length > 3)
      const before = page.url()
      await paste(page, text)
      await page.waitForFunction((last) => location.href !== last, before)
      link = await copied(page, 'link')
      const curl = await copied(page, 'curl')
      expect(curl).toContain(`body='${text.replace("'", String.raw`'\''`)}'`)
      expect(curl).toMatch(/openssl dgst -sha256 -hmac "\$APP_SECRET"/)
      expect(await copied(page, 'fixture')).toMatch(
        /^mkdir -p test\/fixtures\/inbound\/message\/new-case\ncat > \S*webhook\.json <<'JSON'\n/,
      )
    })
    expect(link.startsWith(`${world.url}#1.`)).toBe(true)
    const hash = link.slice(world.url.length)
    await world.withPage(
      async (page) => {
        expect(await shown(page)).toEqual(expected(explainText(text)))
      },
      { hash },
    )
  })

  it('are not offered of what is no input', async () => {
    await world.withPage(async (page) => {
      await paste(page, '{}')
      expect(await page.isDisabled('#copy-curl')).toBe(true)
      expect(await page.isDisabled('#copy-fixture')).toBe(true)
    })
  })

  it('of a link that was cut off begin as without one', async () => {
    await world.withPage(
      async (page) => {
        expect(await page.textContent('#title')).toBe('A webhook with 8 events')
      },
      { hash: '#1.abc' },
    )
  })
})

async function copied(page: Page, what: string): Promise<string> {
  await page.click(`#copy-${what}`)
  await page.waitForSelector(`#said:has-text("${what}")`)
  return page.evaluate(() => navigator.clipboard.readText())
}

describe('everybody', () => {
  const looks = [
    { name: 'light', viewport: { width: 1600, height: 900 }, colorScheme: 'light' },
    { name: 'dark', viewport: { width: 1600, height: 900 }, colorScheme: 'dark' },
    { name: 'narrow', viewport: { width: 390, height: 844 }, colorScheme: 'light' },
  ] as const
  const labels = [
    ...['a conversation', 'malformed event: second of three', 'BUTTON: four'],
    ...['BUTTON: quick replies', 'CAROUSEL', 'RECEIPT', 'CONTACT', 'AUDIO'],
  ]

  it.each(looks)('can use it: $name', async ({ name, ...options }) => {
    await world.withPage(async (page) => {
      const picture = join(pictures, `${name}.png`)
      await page.screenshot({ path: picture, fullPage: name === 'narrow' })
      for (const label of labels) {
        await paste(page, textOf(label))
        expect({ label, serious: await seriousIn(page) }).toEqual({ label, serious: [] })
      }
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      expect(overflow).toBeLessThanOrEqual(0)
    }, options)
  })

  it('can reach all of it by keyboard, and leave the editor', async () => {
    await world.withPage(async (page) => {
      const reached: string[] = []
      for (let step = 0; step < 60; step += 1) {
        await page.keyboard.press('Tab')
        reached.push(
          await page.evaluate(() => {
            const { activeElement: at } = document
            return at?.id || at?.getAttribute('aria-label') || at?.textContent || ''
          }),
        )
      }
      expect(reached).toEqual(
        expect.arrayContaining([
          ...['samples', 'assume-log', 'copy-link', 'copy-curl', 'copy-fixture'],
          ...['Messenger to CX', 'CX to Messenger', 'Webhook body or CIM message, JSON'],
        ]),
      )
      const places = reached.filter((name) => name.startsWith('Show in the input'))
      expect(new Set(places).size).toBeGreaterThan(4)
    })
  })
})

/** What axe finds that would keep somebody from using the page. */
async function seriousIn(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  return page.evaluate(async () => {
    const { violations } = await Object(globalThis).axe.run()
    return violations
      .filter(({ impact }: { impact: string }) => ['serious', 'critical'].includes(impact))
      .map(({ id, nodes }: { id: string; nodes: { html: string }[] }) => `${id}: ${nodes[0]?.html}`)
  })
}
