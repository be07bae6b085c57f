import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { EmittedCimMessage } from '../../src/cim/emitted.ts'
import { parseCimMessage } from '../../src/cim/message.ts'
import { attributeKeys, isAttributeKey } from '../../src/inbound/attribute-of.ts'
import { attributeOf, messengerToCim } from '../../src/inbound/index.ts'
import { sampleWebhook } from '../../src/testing/index.ts'

const root = join(import.meta.dirname, '../fixtures/inbound')
const messages = globSync('*/*/messages.json', { cwd: root }).flatMap((file): EmittedCimMessage[] =>
  JSON.parse(readFileSync(join(root, file), 'utf8')),
)
const attributes = messages.flatMap((message) =>
  message.header.channelData.additionalAttributes.map(({ key, value }) => ({
    message,
    key,
    value,
  })),
)

/** What the connector alone writes. */
const elsewhere = ['mediaNote']

/** What hosts add in the fixtures. */
const ofHosts = ['campaign', 'stores']

describe('attributeOf', () => {
  it.each(attributeKeys.filter((key) => !elsewhere.includes(key)))('reads %s', (key) => {
    const found = attributes.filter((attribute) => attribute.key === key)
    expect(found).not.toEqual([])
    for (const { message, value } of found) expect(attributeOf(message, key)).toEqual(value)
  })

  it('knows every key that the translation writes', () => {
    const unknown = attributes.map(({ key }) => key).filter((key) => !isAttributeKey(key))
    expect(new Set(unknown)).toEqual(new Set(ofHosts))
  })

  it('reads a message that comes back from CX', () => {
    const [message] = messengerToCim(sampleWebhook('postback')).messages
    const back = parseCimMessage(JSON.parse(JSON.stringify(message)))
    expect(attributeOf(back, 'postbackPayload')).toBe(
      sampleWebhook('postback').entry[0].messaging[0].postback.payload,
    )
  })

  it.each([
    ['an attribute of another key', [{ key: 'adId', value: '1' }]],
    ['a list where a text should be', [{ key: 'postbackPayload', value: ['BUY'] }]],
    ['null', [{ key: 'postbackPayload', value: null }]],
    ['no object', [null, 'postbackPayload']],
    ['no attributes', []],
    ['no list', { key: 'postbackPayload', value: 'BUY' }],
    ['nothing', undefined],
  ])('gives undefined for %s', (_, additionalAttributes) => {
    const message = { header: { channelData: { additionalAttributes } } }
    expect(attributeOf(message, 'postbackPayload')).toBeUndefined()
  })

  it('gives undefined for a list that holds more than texts', () => {
    const additionalAttributes = [{ key: 'links', type: 'StringList', value: ['a', 7] }]
    expect(attributeOf({ header: { channelData: { additionalAttributes } } }, 'links')).toBe(
      undefined,
    )
  })

  it('takes the first value of the right type', () => {
    const additionalAttributes = [
      { key: 'adId', value: 7 },
      { key: 'adId', value: '8' },
      { key: 'adId', value: '9' },
    ]
    expect(attributeOf({ header: { channelData: { additionalAttributes } } }, 'adId')).toBe('8')
  })
})
