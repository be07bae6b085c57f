import { expect, it } from 'vitest'
import { contactOf } from '../../src/explain/desk-contact.ts'

it('shows contacts in each form that CX writes', () => {
  const contacts = [
    {
      name: 'Ana Example',
      phones: ['+431234567', { phone: '+437654321' }, {}],
      additionalContactDetails: {
        emails: [{ email: 'ana@example.com' }],
        org: { company: 'Acme' },
      },
    },
    { name: { formattedName: 'Bea Example' }, phones: null },
    { name: {} },
    {},
  ]
  expect(contactOf({ type: 'CONTACT', contacts })).toEqual({
    kind: 'contact',
    contacts: [
      { name: 'Ana Example', lines: ['+431234567', '+437654321', 'ana@example.com', 'Acme'] },
      { name: 'Bea Example', lines: [] },
      { name: '', lines: [] },
      { name: '', lines: [] },
    ],
  })
})
