import { createMemoryLog, type MessageLog } from '../../src/connector/index.ts'
import { testMessageLog } from '../../src/testing/index.ts'

const logs = new Map<string, MessageLog>()

testMessageLog((name) => {
  const log = logs.get(name) ?? createMemoryLog()
  logs.set(name, log)
  return { log }
})
