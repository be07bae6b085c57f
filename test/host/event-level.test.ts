import { expect, it } from 'vitest'
import { eventLevel } from '../../src/host/event-level.ts'

const error = { name: 'CcmError', code: 'ccm_error' } as const

it('says how much an event matters', () => {
  const accepted = { type: 'accepted', kind: 'webhook', tasks: 1 } as const
  expect(eventLevel({ ...accepted, misaddressed: false })).toBe('debug')
  expect(eventLevel({ type: 'settings_masked', keys: ['verifyToken'] })).toBe('warn')
  expect(eventLevel({ type: 'queue_failed', error })).toBe('error')
  expect(eventLevel({ type: 'dead', kind: 'cim', lane: 'out:1', attempts: 3, error })).toBe('error')
})

it('warns of a webhook at the address of a Page that it does not name', () => {
  const event = { type: 'accepted', kind: 'webhook', tasks: 1, misaddressed: true } as const
  expect(eventLevel(event)).toBe('warn')
})

it.each([
  ['malformed-event', 'warn'],
  ['unknown-event', 'warn'],
  ['policy', 'warn'],
  ['own-echo', 'debug'],
  ['referral', 'debug'],
] as const)('of an event that was skipped for %s: %s', (reason, level) => {
  const about = {
    direction: 'inbound',
    kind: 'message',
    detail: '',
    pageId: '1',
    psid: '2',
  } as const
  expect(eventLevel({ type: 'skipped', reason, ...about })).toBe(level)
})
