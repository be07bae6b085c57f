// First, so that the schemas of all that is imported after it are compiled: they parse several times as fast.
import 'zod/compile'
import { readReceiverConfig } from './config.ts'
import { createReceiver } from './create-receiver.ts'
import { runRole } from './run-role.ts'

await runRole(readReceiverConfig, createReceiver)
