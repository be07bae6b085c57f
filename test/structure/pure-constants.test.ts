import { describe, expect, it } from 'vitest'
import { markPure } from '../../scripts/pure-constants.ts'

describe('markPure', () => {
  it.each([
    ['a call', 'const a = make(1)', 'const a = /* @__PURE__ */ make(1)'],
    [
      'calls within calls',
      'export const a = make({ b: z.string() })',
      'export const a = /* @__PURE__ */ make({ b: /* @__PURE__ */ z.string() })',
    ],
    ['a chain once', 'const a = make().check(b)', 'const a = /* @__PURE__ */ make().check(b)'],
    ['a new object', 'const a = new Set<A>()', 'const a = /* @__PURE__ */ new Set<A>()'],
    ['a template', 'const a = `\u0024{b}c`', 'const a = /* @__PURE__ */ (() => (`\u0024{b}c`))()'],
    ['a spread', 'const a = { ...b }', 'const a = /* @__PURE__ */ (() => ({ ...b }))()'],
    [
      'a call with the property of an object',
      'const a = make(b.c) as A',
      'const a = /* @__PURE__ */ (() => (make(b.c) as A))()',
    ],
  ])('marks %s', (_, code, marked) => {
    expect(markPure(code)).toBe(marked)
  })

  it.each([
    'const a = 1',
    "const a = ['b', { c: d }] as const",
    'const a = () => make({ ...b })',
    'const a = { b() { return make(c.d) } }',
    'function a(b = make()) { const c = make(); return make() }',
    'export class A extends B { c = make() }',
    'type A = ReturnType<typeof make>',
    'make()',
  ])('leaves %s alone', (code) => {
    expect(markPure(code)).toBe(code)
  })

  it('adds and moves no line, so that positions in errors stay right', () => {
    const code = 'const a = make({\n  b: c.d,\n})\n\nfunction e() {}\n'
    expect(markPure(code).split('\n')).toHaveLength(code.split('\n').length)
  })
})
