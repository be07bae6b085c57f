import { describe, expect, it } from 'vitest'
import { PayloadError } from '../../src/errors.ts'
import { answerChallenge } from '../../src/webhook/index.ts'

const verifyToken = 'a token of mine: ü/+&'
const query = {
  'hub.mode': 'subscribe',
  'hub.verify_token': verifyToken,
  'hub.challenge': '1158201444',
}

describe('answerChallenge', () => {
  it('answers with the bare challenge', async () => {
    const response = answerChallenge(new URLSearchParams(query), verifyToken)
    expect(response.status).toBe(200)
    expect(await response.text()).toBe('1158201444')
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8')
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
  })

  it.each([
    ['another token', { 'hub.verify_token': 'guess' }],
    ['a token that only begins like it', { 'hub.verify_token': verifyToken.slice(0, -1) }],
    ['no token', { 'hub.verify_token': undefined }],
    ['an empty token', { 'hub.verify_token': '' }],
    ['another mode', { 'hub.mode': 'unsubscribe' }],
    ['no mode', { 'hub.mode': undefined }],
    ['no challenge', { 'hub.challenge': undefined }],
    ['an empty challenge', { 'hub.challenge': '' }],
  ])('refuses a query with %s', async (_name, change) => {
    const response = answerChallenge(queryOf({ ...query, ...change }), verifyToken)
    expect(response.status).toBe(403)
    expect(await response.text()).toBe('Forbidden')
  })

  it('refuses an empty token of its own, which anybody could match', () => {
    expect(() =>
      answerChallenge(new URLSearchParams({ ...query, 'hub.verify_token': '' }), ''),
    ).toThrow(new PayloadError('options', [{ path: ['verifyToken'], message: 'is empty' }]))
  })
})

function queryOf(values: Record<string, string | undefined>): URLSearchParams {
  const given = Object.entries(values).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, value]],
  )
  return new URLSearchParams(given)
}
