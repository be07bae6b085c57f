import { describe, expect, it } from 'vitest'
import { kindsOf, messagesOf } from '../translate.ts'

const address = {
  street1: '12 Mall Road',
  street2: 'Shop 4',
  city: 'Lahore',
  postalCode: '54000',
  state: 'Punjab',
  country: 'PK',
}
const receipt = {
  type: 'RECEIPT',
  recipientName: 'Sara Malik',
  orderNumber: 'LW-4411',
  currency: 'EUR',
  paymentMethode: 'Visa 2345',
  summary: { totalCost: 74.75 },
}

describe('RECEIPT', () => {
  it.each(['street1', 'city', 'postalCode', 'state', 'country'])(
    'writes an address without %s as a text, whole',
    (key) => {
      const parts = Object.entries({ ...address, [key]: null }).map(([, part]) => part)
      const [template, text] = messagesOf({ ...receipt, address: { ...address, [key]: null } })
      expect(JSON.stringify(template)).not.toContain('Shop 4')
      expect(text).toEqual({ text: parts.filter((part) => part !== null).join(', ') })
    },
  )

  it('may say in any form whether it may be passed on', () => {
    expect(messagesOf({ ...receipt, sharable: 'true' })).toEqual(messagesOf(receipt))
  })

  it('keeps both lines of the street', () => {
    expect(messagesOf({ ...receipt, address })).toMatchObject([
      { attachment: { payload: { address: { street_1: '12 Mall Road', street_2: 'Shop 4' } } } },
    ])
  })

  it.each([
    ['recipientName', { recipientName: ' ' }],
    ['currency', { currency: '' }],
    ['paymentMethode', { paymentMethode: '' }],
    ['summary.totalCost', { summary: { totalCost: '' } }],
    ['summary.totalCost', { summary: { totalCost: 'ten' } }],
    ['elements[0].title', { elements: [{ title: '', price: 1 }] }],
    ['elements[0].price', { elements: [{ title: 'Lamp', price: ' ' }] }],
    ['adjustments[0].name', { adjustments: [{ name: null, amount: 1 }] }],
    ['adjustments[0].amount', { adjustments: [{ name: 'Gift', amount: null }] }],
  ])('is refused without %s', (path, fields) => {
    expect(() => messagesOf({ ...receipt, ...fields })).toThrow(`body.${path}: `)
  })

  it('takes a zero for none where a person would have left it out', () => {
    const elements = [{ title: 'Lamp', quantity: 0, price: 0 }]
    const [message] = messagesOf({ ...receipt, timestamp: 0, elements })
    const { payload } = Object(message).attachment
    expect(payload).not.toHaveProperty('timestamp')
    expect(payload.elements).toEqual([{ title: 'Lamp', price: 0 }])
  })

  it('shows amounts that came as text, and nothing for those that came blank', () => {
    const summary = { totalCost: '74.75', subtotal: '', totalTax: '0' }
    const [message] = messagesOf({ ...receipt, summary })
    expect(Object(message).attachment.payload.summary).toEqual({ total_cost: 74.75, total_tax: 0 })
    expect(kindsOf({ ...receipt, summary })).toEqual([])
  })
})
