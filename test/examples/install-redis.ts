import { execFileSync } from 'node:child_process'
import { hasRedisServer } from '../bullmq/redis-server.ts'

/** Installs Debian's redis-server where it is missing and we may; npm has none. */
export function setup(): void {
  if (hasRedisServer()) return
  if (process.getuid?.() !== 0) throw new Error('redis-server is missing: install it first')
  console.log("Installing Debian's redis-server ...")
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  for (const args of [
    ['update'],
    ['install', '--yes', '--no-install-recommends', 'redis-server'],
  ]) {
    execFileSync('apt-get', args, { env, stdio: 'ignore' })
  }
}
