import { expect, it } from 'vitest'
import { createLookup } from '../../src/connector/lookup.ts'

it('finds what was asked, once, and says when nothing is left open', async () => {
  const looked: string[] = []
  const lookup = createLookup(async (key: string) => {
    looked.push(key)
    return key === 'none' ? undefined : key.toUpperCase()
  })
  expect(await lookup.answer()).toBe(false)
  expect([lookup.ask('a'), lookup.ask('none'), lookup.ask('a')]).toEqual([
    undefined,
    undefined,
    undefined,
  ])
  expect(await lookup.answer()).toBe(true)
  expect([lookup.ask('a'), lookup.ask('none')]).toEqual(['A', undefined])
  expect(await lookup.answer()).toBe(false)
  expect(looked).toEqual(['a', 'none'])
})
