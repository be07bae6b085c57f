/**
 * For tests of your own: stand-ins for Graph, CCM, File Engine and Keycloak that record what they received and
 * fail on demand, signed webhooks, and samples of every kind. Needs msw, an optional peer.
 * @module messenger-cim/testing
 */

export type { WireItem } from '../messenger/item.ts'
export { signWebhook } from '../webhook/sign-webhook.ts'
export type { Call } from './call.ts'
export {
  type CcmStandIn,
  type CcmStandInOptions,
  createCcmStandIn,
} from './ccm-stand-in.ts'
export type { Changes } from './changes.ts'
export type { ChannelSettings, Masking } from './channel-settings.ts'
export { type ConfigurationRequestOptions, configurationRequest } from './configuration-request.ts'
export type { OpenedQueue, OpenQueue } from './contract/opened-queue.ts'
export type { Registrar } from './contract/registrar.ts'
export { type OpenedLog, type OpenLog, testMessageLog } from './contract/test-message-log.ts'
export { testTaskQueue } from './contract/test-task-queue.ts'
export type { FailedAnswer, FailOptions, Failure } from './failures.ts'
export {
  createFileEngineStandIn,
  type FileEngineStandIn,
  type FileEngineStandInOptions,
  type FileEngineUpload,
} from './file-engine-stand-in.ts'
export { gatewayAnswers } from './gateway.ts'
export type { GraphCall } from './graph-call.ts'
export type { GraphApiError, GraphFailure } from './graph-failure.ts'
export type {
  GraphProfile,
  GraphRecord,
  GraphSent,
  GraphUpload,
  ThreadControl,
} from './graph-record.ts'
export {
  createGraphStandIn,
  type GraphStandIn,
  type GraphStandInOptions,
} from './graph-stand-in.ts'
export {
  createKeycloakStandIn,
  type KeycloakStandIn,
  type KeycloakStandInOptions,
} from './keycloak-stand-in.ts'
export {
  type SampleCimMessage,
  sampleCimMessage,
  sampleCimTypes,
} from './sample-cim-message.ts'
export {
  type SampleItem,
  type SampleWebhook,
  type SampleWebhookKind,
  sampleWebhook,
  sampleWebhookKinds,
} from './sample-webhook.ts'
export { sampleIds } from './samples/ids.ts'
export type { StandIn } from './stand-in.ts'
export { type WebhookRequestOptions, webhookBody, webhookRequest } from './webhook-request.ts'
