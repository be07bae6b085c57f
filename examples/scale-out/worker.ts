import { readWorkerConfig } from './config.ts'
import { createWorker } from './create-worker.ts'
import { runRole } from './run-role.ts'

await runRole(readWorkerConfig, createWorker)
