import { describe, expect, it } from 'vitest'
import { differences } from '../../examples/demo/differences.ts'

describe('differences, by which the demo judges', () => {
  it.each<[unknown, unknown, string[]]>([
    [{ a: 1 }, { a: 1, b: 2 }, []],
    [{ a: { b: [1, /^x/] } }, { a: { b: [1, 'xyz'] } }, []],
    [{ a: 1 }, { a: '1' }, ['a: expected 1, got "1"']],
    [{ a: { b: 1 } }, { a: null }, ['a: expected an object, got null']],
    [{ a: 1 }, {}, ['a: expected 1, got nothing']],
    [{ list: [1, 2] }, { list: [1, 3] }, ['list[1]: expected 2, got 3']],
    [{ list: [] }, { list: [{ id: 1 }] }, ['list: expected 0, got 1']],
    [{ list: [] }, {}, ['list: expected 0, got nothing']],
    [{ text: /^Dear/ }, { text: 'Hi' }, ['text: expected /^Dear/, got "Hi"']],
    [{ a: 1, b: 2 }, { a: 2, b: 3 }, ['a: expected 1, got 2', 'b: expected 2, got 3']],
  ])('of %j and %j are named', (expected, actual, found) => {
    expect(differences(expected, actual)).toEqual(found)
  })
})
