import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { conversationPictures } from '../../scripts/picture/pictures.ts'
import { root } from './code-blocks.ts'

const pictures = Object.entries(await conversationPictures())
const readme = readFileSync(join(root, 'README.md'), 'utf8')

describe.each(pictures)('docs/pictures/%s', (name, svg) => {
  it('shows the conversation as the host delivers it: else `npm run conversation-picture`', () => {
    expect(readFileSync(join(root, 'docs/pictures', name), 'utf8')).toBe(svg)
  })

  it('is in README', () => {
    expect(readme).toContain(`docs/pictures/${name}`)
  })

  it('shows nothing of the machine that drew it', () => {
    expect(svg).not.toMatch(/127\.0\.0\.1|localhost|NaN|undefined/)
  })
})
