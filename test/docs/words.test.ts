import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { stilted } from '../structure/stilted.ts'
import { pages, root } from './code-blocks.ts'

it.each(pages())('%s uses the words of the field', (page) => {
  expect(readFileSync(join(root, page), 'utf8').match(stilted)).toBeNull()
})
