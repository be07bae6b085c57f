/**
 * The BullMQ entry point: the task queue and message log of any number of hosts on one Redis.
 * @module messenger-cim/bullmq
 */
export { StorageError, type StorageErrorReason } from '../errors.ts'
export { type BullmqOptions, type BullmqStore, connectBullmq } from './connect-bullmq.ts'
