import { expect, it } from 'vitest'
import { templateOf } from '../../src/explain/desk-template.ts'

const parameters = [
  { parameterType: 'text', additionalParameterDetails: { text: 'Ana' } },
  { parameterType: 'currency', additionalParameterDetails: { text: '5 EUR' } },
  { additionalParameterDetails: 'tomorrow' },
]

it.each([
  ['components and a language', { language: 'en', components: [{ parameters }, {}] }],
  [
    'component and a language with a code',
    { language: { code: 'en' }, component: [{ parameters }] },
  ],
])('shows the values of a template with %s', (_, fields) => {
  expect(templateOf({ type: 'TEMPLATE', name: 'order_shipped', ...fields })).toEqual({
    kind: 'template',
    name: 'order_shipped',
    language: 'en',
    values: ['Ana', '5 EUR', 'tomorrow'],
  })
})

it.each([undefined, {}])('shows a template without values and with the language %j', (language) => {
  expect(templateOf({ type: 'TEMPLATE', name: 'hello', language })).toMatchObject({
    language: '',
    values: [],
  })
})
