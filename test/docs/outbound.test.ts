import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { bodySchemas } from '../../src/cim/body.ts'
import { adjustmentKinds, cimToMessenger } from '../../src/outbound/index.ts'
import { envelope } from '../outbound/messages.ts'

const page = readFileSync(join(import.meta.dirname, '../../docs/outbound.md'), 'utf8')

const examples = [
  ...page.matchAll(
    /```json (?:body|message)\n(.*?)```\n\n```json (messages|error)\n(.*?)```(?:\n\n```json adjustments\n(.*?)```)?/gs,
  ),
].map(([, input = '', kind = '', expected = '', adjustments = '[]']) => ({
  message: messageOf(JSON.parse(input)),
  kind,
  expected: JSON.parse(expected),
  adjustments: JSON.parse(adjustments),
}))

/** The rows of the table of marks. */
const marks = [...page.matchAll(/^\| `([^`]+)` \| `([^`]+)` \| /gm)].map(
  ([, written = '', read = '']) => [written, read] as const,
)

describe('docs/outbound.md', () => {
  it('has a row for each type of body and each kind of adjustment, and no other', () => {
    expect(rowsOf('Bodies')).toEqual(Object.keys(bodySchemas))
    expect(rowsOf('Adjustments')).toEqual(adjustmentKinds)
  })

  it('has an example for each type of body, and reads all that it has', () => {
    const types = new Set(examples.map(({ message }) => message.body.type))
    expect([...types].toSorted()).toEqual(Object.keys(bodySchemas).toSorted())
    expect(page.match(/```json (body|message)\n/g)).toHaveLength(examples.length)
    expect(page.match(/```json adjustments\n/g)).toHaveLength(
      examples.filter(({ adjustments }) => adjustments.length > 0).length,
    )
  })

  it.each(marks)('renders %j as it says', (written, read) => {
    const { requests } = cimToMessenger(envelope({ type: 'PLAIN', markdownText: written }))
    expect(requests.map(contentOf)).toEqual([{ text: read }])
  })

  it.each(examples)(
    'translates $message.body as it says',
    ({ message, kind, expected, adjustments }) => {
      const translate = () => cimToMessenger(envelope(message.body, message.header))
      if (kind === 'error') {
        expect(translate).toThrow(expect.objectContaining({ name: expected }))
        return
      }
      const translation = translate()
      expect(translation.requests.map(contentOf)).toEqual(expected)
      expect(translation.adjustments.map((adjustment) => adjustment.kind)).toEqual(adjustments)
    },
  )
})

/** An example shows a whole message only where its header matters. */
function messageOf(input: { header?: object; body?: { type: string }; type: string }) {
  return { header: input.header, body: input.body ?? input }
}

function contentOf(request: ReturnType<typeof cimToMessenger>['requests'][number]): unknown {
  if (!('message' in request)) return request.sender_action
  const { metadata, ...message } = request.message
  return message
}

/** The first column of a section's table. */
function rowsOf(heading: string): string[] {
  const section = page.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? ''
  return [...section.matchAll(/^\| `([^`]+)` \|/gm)].map(([, name = '']) => name)
}
