import { describe, expect, it } from 'vitest'
import { createMemoryLog } from '../../src/connector/index.ts'

describe('createMemoryLog', () => {
  it.each([Number.NaN, 0, -1])('refuses to keep %d entries', (max) => {
    expect(() => createMemoryLog({ max })).toThrow('Invalid options: max')
  })

  it('keeps when a customer last wrote, of the latest customers', async () => {
    const log = createMemoryLog({ max: 2 })
    await log.rememberCustomerWrote('p1', 5)
    await log.rememberCustomerWrote('p1', 3)
    expect(await log.customerWroteAt('p1')).toBe(5)
    await log.rememberCustomerWrote('p2', 1)
    await log.rememberCustomerWrote('p1', 6)
    await log.rememberCustomerWrote('p3', 2)
    const kept = await Promise.all(['p1', 'p2', 'p3'].map((psid) => log.customerWroteAt(psid)))
    expect(kept).toEqual([6, undefined, 2])
  })

  it('has seen what it remembered and nothing else', async () => {
    const log = createMemoryLog()
    await log.remember({ cimId: 'a' })
    expect(await log.seen('a')).toBe(true)
    expect(await log.seen('b')).toBe(false)
  })

  it('finds a CIM id by its mid and a mid by its CIM id', async () => {
    const log = createMemoryLog()
    await log.remember({ cimId: 'a', mid: 'm_1', psid: 'p' })
    expect(await log.cimIdOf('m_1')).toBe('a')
    expect(await log.midOf('a')).toBe('m_1')
    expect(await log.midOf('b')).toBeUndefined()
  })

  it('keeps the first of several mids of one message, and finds the message by each', async () => {
    const log = createMemoryLog()
    await log.remember({ cimId: 'a', mid: 'm_1' })
    await log.remember({ cimId: 'a', mid: 'm_2' })
    expect(await log.midOf('a')).toBe('m_1')
    expect(await log.cimIdOf('m_2')).toBe('a')
  })

  it('keeps the first of several messages of one mid', async () => {
    const log = createMemoryLog()
    await log.remember({ cimId: 'a', mid: 'm_1' })
    await log.remember({ cimId: 'a/1', mid: 'm_1' })
    expect(await log.cimIdOf('m_1')).toBe('a')
    expect(await log.midOf('a/1')).toBe('m_1')
  })

  it('adds what is new to a message and changes nothing else', async () => {
    const log = createMemoryLog()
    await log.remember({ cimId: 'a' })
    await log.remember({ cimId: 'a', mid: 'm_1', psid: 'p', sentAt: 10 })
    await log.remember({ cimId: 'a', mid: 'm_1', psid: 'q', sentAt: 20 })
    expect(await log.sentUpTo('p', 10)).toEqual(['a'])
    expect(await log.sentUpTo('q', 99)).toEqual([])
    expect(await log.midOf('a')).toBe('m_1')
  })

  it('lists what was sent to a customer up to a time, oldest first, and nothing that was not sent', async () => {
    const log = createMemoryLog()
    await log.remember({ cimId: 'late', mid: 'm_3', psid: 'p', sentAt: 30 })
    await log.remember({ cimId: 'second', mid: 'm_2', psid: 'p', sentAt: 20 })
    await log.remember({ cimId: 'first', mid: 'm_1', psid: 'p', sentAt: 10 })
    await log.remember({ cimId: 'other', mid: 'm_4', psid: 'q', sentAt: 10 })
    await log.remember({ cimId: 'received', mid: 'm_5', psid: 'p' })
    expect(await log.sentUpTo('p', 20)).toEqual(['first', 'second'])
    expect(await log.sentUpTo('nobody', 20)).toEqual([])
  })

  it('forgets the oldest beyond its bound, in every direction', async () => {
    const log = createMemoryLog({ max: 2 })
    await log.remember({ cimId: 'a', mid: 'm_1', psid: 'p', sentAt: 1 })
    await log.remember({ cimId: 'b', mid: 'm_1', psid: 'p', sentAt: 2 })
    await log.remember({ cimId: 'c', mid: 'm_3', psid: 'q', sentAt: 3 })
    expect(await log.seen('a')).toBe(false)
    expect(await log.cimIdOf('m_1')).toBeUndefined()
    expect(await log.midOf('a')).toBeUndefined()
    expect(await log.sentUpTo('p', 9)).toEqual(['b'])
    await log.remember({ cimId: 'd' })
    expect(await log.sentUpTo('p', 9)).toEqual([])
    expect(await log.sentUpTo('q', 9)).toEqual(['c'])
  })

  it('keeps uploads, the newest of each key, and forgets the oldest beyond its bound', async () => {
    const log = createMemoryLog({ max: 2 })
    const upload = { attachmentId: '1', size: 1, expiresAt: 1 }
    await log.rememberAttachment('a', upload)
    await log.rememberAttachment('b', upload)
    await log.rememberAttachment('a', { ...upload, attachmentId: '2' })
    await log.rememberAttachment('c', upload)
    expect(await log.attachmentOf('a')).toMatchObject({ attachmentId: '2' })
    expect(await log.attachmentOf('b')).toBeUndefined()
  })
})
