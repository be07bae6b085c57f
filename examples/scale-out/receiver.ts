import { readReceiverConfig } from './config.ts'
import { createReceiver } from './create-receiver.ts'
import { runRole } from './run-role.ts'

await runRole(readReceiverConfig, createReceiver)
