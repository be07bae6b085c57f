import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { openSqlite } from '../../src/sqlite/index.ts'
import { testMessageLog, testTaskQueue } from '../../src/testing/index.ts'

const folder = mkdtempSync(join(tmpdir(), 'messenger-cim-test-'))
afterAll(() => rmSync(folder, { recursive: true }))

testTaskQueue((name) => openSqlite(join(folder, `${name}.sqlite`)))
testMessageLog((name) => openSqlite(join(folder, `${name}.sqlite`)))
