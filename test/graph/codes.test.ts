import { describe, expect, it } from 'vitest'
import {
  GraphError,
  type GraphErrorRow,
  graphErrorRow,
  graphErrorTable,
} from '../../src/graph/index.ts'
import { caught } from './caught.ts'
import { client, graphServer, psid, refusal } from './graph-server.ts'

const answer = graphServer()
const loneNumber = 1_000_000

/** Every number of a row; of a range the first, one between and the last. */
function numbersOf({
  code,
  subcode,
  through,
}: GraphErrorRow): { code: number; subcode?: number }[] {
  if (through === undefined) return [{ code, ...(subcode === undefined ? {} : { subcode }) }]
  const first = subcode ?? code
  const numbers = [first, first + 1, through].filter((number) => !hasOwnRow(number))
  return numbers.map((number) =>
    subcode === undefined ? { code: number } : { code, subcode: number },
  )
}

function hasOwnRow(number: number): boolean {
  return graphErrorTable.some((row) => row.through === undefined && row.subcode === number)
}

const cases = graphErrorTable.flatMap((row) =>
  numbersOf(row).map((numbers) => ({
    label: [numbers.code, numbers.subcode].filter((number) => number !== undefined).join('/'),
    row,
    ...numbers,
  })),
)

describe.each(cases)('code $label', ({ row, code, subcode }) => {
  it(`is ${row.reason}`, async () => {
    answer(refusal(code, subcode === undefined ? {} : { subcode }))
    const error = await caught(client().sendText(psid, 'Hi'), GraphError)
    expect(error).toMatchObject({
      reason: row.reason,
      retryable: row.retryable ?? false,
      possiblyDelivered: row.possiblyDelivered ?? false,
      status: 400,
      graphCode: code,
      traceId: 'AbCdEf0123456789-_xYz',
    })
    expect(error.subcode).toBe(subcode)
    expect(error.message).toContain(row.meaning)
  })
})

describe.each(
  cases
    .map(({ label, row, code, subcode }) => ({ label, row, number: subcode ?? code }))
    .filter(({ number }) => number >= loneNumber),
)('the number of $label', ({ row, number }) => {
  it('means the same without its parent, in either place', () => {
    expect(graphErrorRow(number)?.meaning).toBe(row.meaning)
    expect(graphErrorRow(100, number)?.meaning).toBe(row.meaning)
    expect(graphErrorRow(undefined, number)?.meaning).toBe(row.meaning)
  })
})

describe('the table', () => {
  it('has each code once', () => {
    const keys = graphErrorTable.map(({ code, subcode }) => `${code}/${subcode}`)
    expect(new Set(keys).size).toBe(keys.length)
  })

  it('has every code of the Messenger and Graph pages', () => {
    const documented = [
      '1 1/99 1/1357046 2 2/2018344 3 102 201 4 4/2018354 9/2018352 10 10/2018278 10/2534022 10/2018065',
      '10/2018108 10/1893063 10/1404170 10/1893015 10/2018336 17 32 80001 80002 80006 100 100/33',
      '100/2018001 100/2018008 100/2018014 100/2018034 100/2018047 100/2018074 100/2018109',
      '100/2018164 100/2018294 100/2018320 100/2018328 100/2534000 190 190/458 190/459 190/460',
      '190/463 190/464 190/467 190/492 200 200/2018028 200/2018021 200/2018027 200/1545041',
      '551/1545041 551 230 341 506 368 546 613 613/2018338 613/1893016 613/2534040 1200 2022 10303',
      '10900 10903 10904 2018171 2018234 2018173 2018218 2018247 2018300 2018321 2018389 9000001',
      '2300052 2018007',
    ].flatMap((line) => line.split(' '))
    const keys = graphErrorTable.map(({ code, subcode }) =>
      subcode === undefined ? `${code}` : `${code}/${subcode}`,
    )
    expect(keys.toSorted()).toEqual(documented.toSorted())
  })

  it('ends each row with a sentence on what to do and a page of Meta', () => {
    for (const { meaning, advice, source } of graphErrorTable) {
      expect(meaning).toMatch(/^[A-Z].*\.$/)
      expect(advice).toMatch(/^[A-Z].*\.$/)
      expect(source).toMatch(/^https:\/\/developers\.facebook\.com\/docs\//)
    }
  })

  it('never calls a send safe to repeat that may have been delivered and is limited', () => {
    const rows = graphErrorTable.filter(({ reason }) => reason === 'rate_limited')
    expect(rows.filter(({ possiblyDelivered }) => possiblyDelivered)).toEqual([])
  })

  it('says alike of all media that Meta may take when they are sent once more', () => {
    for (const subcode of [2018008, 2018047, 2018294]) {
      const row = graphErrorRow(100, subcode)
      expect(row).toMatchObject({ reason: 'media_rejected', retryable: true })
      expect(row?.possiblyDelivered).toBeUndefined()
      expect(row?.advice).toMatch(/once more/)
    }
  })

  it('takes any code from 200 to 299 without a row of its own for a missing permission', () => {
    for (let code = 200; code < 300; code += 1) {
      expect(graphErrorRow(code)?.reason).toBe('permission_missing')
      expect(graphErrorRow(code, 999)?.reason).toBe('permission_missing')
    }
    expect(graphErrorRow(200, 1545041)?.reason).toBe('recipient_unavailable')
    expect(graphErrorRow(230)?.code).toBe(230)
    expect(graphErrorRow(199)).toBeUndefined()
    expect(graphErrorRow(300)).toBeUndefined()
  })

  it('takes a code alone for a subcode that it does not know', () => {
    expect(graphErrorRow(190, 999)).toBe(graphErrorRow(190))
    expect(graphErrorRow(100, 2099999)).toBe(graphErrorRow(100))
    expect(graphErrorRow(987654)).toBeUndefined()
    expect(graphErrorRow(undefined)).toBeUndefined()
  })
})

describe('code 100 without a subcode', () => {
  it.each([
    '(#100) Failed to fetch the file from the url',
    'Unable to fetch media',
    'The file could not be fetched',
  ])('is media that could not be fetched where Meta says "%s"', async (message) => {
    answer(refusal(100, { message }))
    const error = await caught(client().sendText(psid, 'Hi', { replyTo: 'm_quoted' }), GraphError)
    expect(error).toMatchObject({ reason: 'media_rejected', retryable: true, graphCode: 100 })
    expect(error.message).not.toContain(message)
  })

  it.each([
    [100, 'Length of param message[text] must be less than or equal to 2000'],
    [10, 'Failed to fetch the file from the url'],
  ])('is what its code says for %i "%s"', async (code, message) => {
    answer(refusal(code, { message }))
    const error = await caught(client().sendText(psid, 'Hi'), GraphError)
    expect(error.reason).toBe(graphErrorRow(code)?.reason)
  })
})
