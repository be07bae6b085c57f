import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { EmittedCimMessage } from '../../src/cim/emitted.ts'
import { cimMessageId, messengerToCim } from '../../src/inbound/index.ts'
import { attachmentTypes } from '../../src/messenger/attachment.ts'
import { itemSchemas } from '../../src/messenger/item.ts'
import { skipReasons } from '../../src/messenger/skipped.ts'

const page = readFileSync(join(import.meta.dirname, '../../docs/inbound.md'), 'utf8')
const pageId = '104857600123456'
/** What docs/inbound.md writes for the id of the quoted message. */
const idInDocs = '5c9c8e4a-0000-5000-8000-000000000000'

describe('docs/inbound.md', () => {
  it('has a row for each kind of event, type of attachment and reason to skip, and no other', () => {
    expect(rowsOf('Events')).toEqual(Object.keys(itemSchemas()))
    expect(rowsOf('Attachments')).toEqual(attachmentTypes)
    expect(rowsOf('What is skipped')).toEqual(skipReasons)
  })

  const pairs = [...page.matchAll(/```json item\n(.*?)```\n\n```json messages\n(.*?)```/gs)]

  it('has its examples in pairs', () => {
    expect(pairs.length).toBeGreaterThan(10)
    expect(page.match(/```json /g)).toHaveLength(2 * pairs.length)
  })

  it.each(pairs.map(([, item = '', messages = '']) => ({ item, messages })))(
    'translates $item as it says',
    ({ item, messages }) => {
      const sides = { sender: { id: '7312345678901234' }, recipient: { id: pageId } }
      const event = { ...sides, timestamp: 1795382400123, ...JSON.parse(item) }
      const translation = messengerToCim({
        object: 'page',
        entry: [{ id: pageId, time: 1795382400500, messaging: [event] }],
      })
      const quoted = cimMessageId({ pageId, mid: 'm_earlier' })
      const expected: unknown[] = JSON.parse(messages.replaceAll(idInDocs, quoted))
      expect(translation.skipped).toEqual([])
      expect(translation.messages).toHaveLength(expected.length)
      expect(translation.messages.map(withoutMessageType)).toMatchObject(expected)
    },
  )
})

/** The docs leave out what every message has. */
function withoutMessageType(message: EmittedCimMessage): EmittedCimMessage {
  const { channelData } = message.header
  const [first, ...additionalAttributes] = channelData.additionalAttributes
  expect(first).toEqual({ key: 'MESSAGE_TYPE', type: 'String100', value: 'DM' })
  return {
    ...message,
    header: { ...message.header, channelData: { ...channelData, additionalAttributes } },
  }
}

/** The first column of a section's table. */
function rowsOf(heading: string): string[] {
  const section = page.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? ''
  return [...section.matchAll(/^\| `([^`]+)` \|/gm)].map(([, name = '']) => name)
}
