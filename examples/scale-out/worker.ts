// First, so that the schemas of all that is imported after it are compiled: they parse several times as fast.
import 'zod/compile'
import { readWorkerConfig } from './config.ts'
import { createWorker } from './create-worker.ts'
import { runRole } from './run-role.ts'

await runRole(readWorkerConfig, createWorker)
