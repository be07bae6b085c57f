/** `npm run cim-page`: writes the tables of docs/cim.md from the types, their docstrings and the samples. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { withTables } from './cim-page.ts'
import { root } from './project.ts'

const page = join(root, 'docs/cim.md')
writeFileSync(page, withTables(readFileSync(page, 'utf8')))
