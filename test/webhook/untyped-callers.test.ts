import { describe, expect, it } from 'vitest'
import { PayloadError } from '../../src/errors.ts'
import {
  answerChallenge,
  createWebhookHandler,
  receiveWebhook,
  signWebhook,
} from '../../src/webhook/index.ts'

const appSecret = '0123456789abcdef0123456789abcdef'
const right = { appSecret, verifyToken: 'token', onWebhook() {} }

/** The paths of what is wrong when a function is called as by a program without types. */
function pathsOf(call: (...values: never[]) => unknown, ...values: unknown[]): readonly string[] {
  try {
    Reflect.apply(call, undefined, values)
    return []
  } catch (error) {
    if (!(error instanceof PayloadError)) throw error
    return error.issues.map(({ path }) => path.join('.'))
  }
}

describe('createWebhookHandler', () => {
  it.each([
    [null, ''],
    ['options', ''],
    [{ ...right, appSecret: null }, 'appSecret'],
    [{ ...right, answer: 'later' }, 'answer'],
    [{ ...right, answer: 'After' }, 'answer'],
    [{ ...right, answer: true }, 'answer'],
    [{ ...right, onError: 'log' }, 'onError'],
    [{ ...right, onError: null }, 'onError'],
    [{ ...right, maxBytes: '1 MB' }, 'maxBytes'],
    [{ ...right, maxBytes: '1000' }, 'maxBytes'],
    [{ ...right, maxBytes: Number.NaN }, 'maxBytes'],
    [{ ...right, maxBytes: 10n }, 'maxBytes'],
  ])('refuses the options %o', (options, path) => {
    expect(pathsOf(createWebhookHandler, options)).toEqual([path])
  })

  it.each([
    ['with defaults', right],
    ['for an answer after the work', { ...right, answer: 'after', onError() {} }],
    ['for a body of any length', { ...right, maxBytes: Number.POSITIVE_INFINITY }],
  ])('makes a handler %s', (_, options) => {
    expect(pathsOf(createWebhookHandler, options)).toEqual([])
  })
})

describe('what works on parts of a webhook', () => {
  it('names what it cannot work with', () => {
    const signature = signWebhook('{}', appSecret)
    expect(pathsOf(receiveWebhook, '{}', signature)).toEqual(['appSecret'])
    expect(pathsOf(receiveWebhook, '{}', signature, null)).toEqual(['appSecret'])
    expect(pathsOf(signWebhook, { object: 'page' }, appSecret)).toEqual(['rawBody'])
    expect(pathsOf(signWebhook, undefined, appSecret)).toEqual(['rawBody'])
    expect(pathsOf(signWebhook, '{}', undefined)).toEqual(['appSecret'])
    expect(pathsOf(signWebhook, '{}', '')).toEqual(['appSecret'])
    expect(pathsOf(answerChallenge, { 'hub.mode': 'subscribe' }, 'token')).toEqual(['query'])
    expect(pathsOf(answerChallenge, undefined, 'token')).toEqual(['query'])
  })
})
