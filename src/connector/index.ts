/**
 * The connector entry point: carries webhooks to CCM, and messages of CCM to Messenger.
 * @module messenger-cim/connector
 */
export { type Connector, createConnector } from './connector.ts'
export type {
  ConnectorEvent,
  Direction,
  ErrorFacts,
  FailedStage,
} from './connector-event.ts'
export type { ConnectorHooks, ReceiveDetails, SendDetails } from './hooks.ts'
export { createMemoryLog } from './memory-log.ts'
export type { LogEntry, MessageLog, UploadedAttachment } from './message-log.ts'
export type {
  CcmOf,
  ConnectorCcm,
  ConnectorFiles,
  ConnectorGraph,
  ConnectorOptions,
  FilesOf,
  GraphOf,
  MediaOptions,
} from './options.ts'
export type { CimOutcome } from './to-customer/handle-cim.ts'
export type { FailedMessage, SkippedMessage, WebhookOutcome } from './to-cx/webhook-outcome.ts'
