import { describe, expect, it } from 'vitest'
import { messagesOf } from '../translate.ts'

const parameters = [{ parameterType: 'text', additionalParameterDetails: 'Sara' }]
const components = [{ type: 'body', parameters }]

describe('TEMPLATE', () => {
  it.each(['en', ' en ', { code: 'en' }])('is in the language %j', (language) => {
    expect(messagesOf({ type: 'TEMPLATE', name: 'hello', language })).toEqual([
      { template: { name: 'hello', language: { code: 'en' } } },
    ])
  })

  it('has its components in either spelling', () => {
    const body = { type: 'TEMPLATE', name: 'hello', language: 'en' }
    const sent = messagesOf({ ...body, components })
    expect(sent).toMatchObject([
      {
        template: { components: [{ type: 'body', parameters: [{ type: 'text', text: 'Sara' }] }] },
      },
    ])
    expect(messagesOf({ ...body, components: null, component: components })).toEqual(sent)
  })

  it('has its components after one that is null', () => {
    const body = { type: 'TEMPLATE', name: 'hello', language: 'en' }
    const sent = messagesOf({ ...body, components })
    expect(messagesOf({ ...body, components: [null, ...components] })).toEqual(sent)
  })

  it('has no parameter under the name of the prototype', () => {
    const odd = [
      { parameterType: '__proto__', additionalParameterDetails: 4411 },
      { parameterType: 'image', additionalParameterDetails: JSON.parse('{"__proto__":{"a":1}}') },
    ]
    const component = [{ type: 'body', parameters: odd }]
    const [sent] = messagesOf({ type: 'TEMPLATE', name: 'hello', language: 'en', component })
    expect(JSON.parse(JSON.stringify(sent))).toEqual({
      template: {
        name: 'hello',
        language: { code: 'en' },
        components: [{ type: 'body', parameters: [{ type: '__proto__' }, { type: 'image' }] }],
      },
    })
  })

  it('names what is wrong as it is spelt', () => {
    const body = { type: 'TEMPLATE', name: 'hello', language: 'en', component: [{ type: ' ' }] }
    expect(() => messagesOf(body)).toThrow('body.component[0].type')
  })
})
