import { afterAll, beforeAll } from 'vitest'
import { connectBullmq } from '../../src/bullmq/index.ts'
import { testMessageLog, testTaskQueue } from '../../src/testing/index.ts'
import { describeWithRedis, type RedisServer, startRedis } from './redis-server.ts'

let redis: RedisServer

describeWithRedis('on a Redis', () => {
  beforeAll(async () => {
    redis = await startRedis(['appendfsync no'])
  })
  afterAll(() => redis.remove())

  const open = (prefix: string) => connectBullmq({ url: redis.url, prefix, takeOverMs: 1000 })
  testTaskQueue(open)
  testMessageLog(open)
})
