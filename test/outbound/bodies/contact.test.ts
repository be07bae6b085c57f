import { describe, expect, it } from 'vitest'
import { messagesOf } from '../translate.ts'

describe('CONTACT', () => {
  it.each([
    [{ org: { company: 'Lampwise' } }, 'Lampwise'],
    [{ org: { name: 'Lampwise' } }, 'Lampwise'],
    [{ organization: { name: 'Lampwise', title: 'Owner' } }, 'Owner\nLampwise'],
    [{ organization: 'Lampwise' }, 'Lampwise'],
    [{ org: null, organization: [{ orgName: 'Lampwise' }] }, 'Lampwise'],
    [{ org: { title: 'Owner', department: 'Sales' } }, 'Owner, Sales'],
    [{ emails: [{ type: 'WORK', value: 'a@b.com' }] }, 'a@b.com'],
    [{ emails: [{ _id: '1', emailAddress: 'a@b.com' }, 'c@d.com', null] }, 'a@b.com\nc@d.com'],
    [{ emails: { email: 'a@b.com' } }, 'a@b.com'],
    [{ urls: [{ type: 'HOME', link: 'https://a.com' }] }, 'https://a.com'],
    [{ addresses: [{ type: 'HOME', street: 'Mall Road', city: 'Lahore' }] }, 'Mall Road, Lahore'],
    [{ addresses: [{ type: 'HOME', formatted: '12 Mall Road' }] }, '12 Mall Road'],
  ])('shows %j', (additionalContactDetails, lines) => {
    expect(textFor({ name: { formattedName: 'Bilal' }, additionalContactDetails })).toBe(
      `Bilal\n${lines}`,
    )
  })

  it.each([
    [['+12'], '+12'],
    [[null, { phone: '+12' }], '+12'],
    [[12, { phone: 13 }], '12\n13'],
    [[{ phone: null, type: 'CELL', number: '+12' }], '+12'],
  ])('shows the phones %j', (phones, lines) => {
    expect(textFor({ name: null, phones })).toBe(lines)
  })

  it.each([
    'Bilal Ahmed',
    { formattedName: null, additionalNameDetails: { first: 'Bilal', lastName: 'Ahmed' } },
    { formattedName: '', fullName: 'Bilal Ahmed' },
  ])('shows the name %j', (name) => {
    expect(textFor({ name })).toBe('Bilal Ahmed')
  })

  it('passes over an entry that is null', () => {
    const contacts = [null, { name: { formattedName: 'Bilal' } }]
    expect(messagesOf({ type: 'CONTACT', contacts })).toEqual([{ text: 'Bilal' }])
  })
})

function textFor(contact: object): unknown {
  return Object(messagesOf({ type: 'CONTACT', contacts: [contact] })[0]).text
}
