/**
 * `npm run conversation-picture`: plays the conversation of the demo through a host and draws it for README, wide
 * and narrow.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build, root } from './project.ts'

build()
// It imports the package, which the line above makes.
const { conversationPictures } = await import('./picture/pictures.ts')
for (const [name, svg] of Object.entries(await conversationPictures())) {
  const path = join(root, 'docs/pictures', name)
  writeFileSync(path, svg)
  console.log(path)
}
