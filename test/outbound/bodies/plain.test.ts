import { describe, expect, it } from 'vitest'
import { limits } from '../../../src/messenger/limits.ts'
import { kindsOf, messagesOf } from '../translate.ts'

const { max } = limits.text

describe('PLAIN', () => {
  it('goes as one message up to the limit, and as two beyond it', () => {
    expect(messagesOf(plain('x'.repeat(max)))).toEqual([{ text: 'x'.repeat(max) }])
    expect(kindsOf(plain('x'.repeat(max)))).toEqual([])
    expect(messagesOf(plain('x'.repeat(max + 1)))).toHaveLength(2)
    expect(kindsOf(plain('x'.repeat(max + 1)))).toEqual(['text-split'])
  })

  it('does not split for white space at its end', () => {
    expect(messagesOf(plain(`${'x'.repeat(max)}\n\n`))).toHaveLength(1)
    expect(kindsOf(plain(`${'x'.repeat(max)}\n\n`))).toEqual([])
  })

  it.each(['***', '**', '_', '#', '>', '---', '`', '![](x)'])(
    'shows %s, which is all it says',
    (text) => {
      const [message] = messagesOf(plain(text))
      expect(JSON.stringify(message)).not.toContain('"text":""')
    },
  )

  it('keeps a link whole at the cut', () => {
    const link = 'https://shop.example.com/orders/4411'
    const texts = messagesOf(plain(`${'word '.repeat(395)}${link} and more ${'x'.repeat(100)}`))
    expect(JSON.stringify(texts)).toContain(link)
    expect(texts.length).toBeGreaterThan(1)
  })
})

function plain(markdownText: string) {
  return { type: 'PLAIN', markdownText }
}
