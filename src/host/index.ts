/**
 * The host entry point: a durable connector as a service, for any framework.
 * @module messenger-cim/host
 */
export { ConfigError, PayloadError, StorageError, type StorageErrorReason } from '../errors.ts'
export { type CcmPagesOptions, type ConfigurationSource, ccmPages } from './ccm-pages.ts'
export { type ClosableServer, closeServer } from './close-server.ts'
export { createHost } from './create-host.ts'
export type { DeadLetter, DeadLetters, DeadLetterWithBody } from './dead-letters.ts'
export { type EventLevel, eventLevel } from './event-level.ts'
export type { HostEvent, TaskFacts } from './host-event.ts'
export {
  createNodeListener,
  type NodeListener,
  type NodeListenerRequest,
  type NodeListenerResponse,
} from './node-listener.ts'
export type { CxOptions, Host, HostOptions, HostRole } from './options.ts'
export { type PageSettings, type Pages, type StaticPage, staticPages } from './pages.ts'
export { type HostEnvironment, readEnvironment } from './read-environment.ts'
export { type LogLines, stdoutLines } from './stdout-lines.ts'
export type {
  NewTask,
  RunTask,
  Task,
  TaskOutcome,
  TaskQueue,
  TaskWorker,
  WorkOptions,
} from './task-queue.ts'
