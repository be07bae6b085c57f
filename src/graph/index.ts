/**
 * A typed client of Meta's Graph API for one Page. Imports nothing from Node.
 * @module messenger-cim/graph
 */

export {
  GraphError,
  type GraphErrorDetails,
  type GraphErrorReason,
  isMessengerCimError,
  LimitError,
  PayloadError,
  SendAbortedError,
} from '../errors.ts'
export { createGraphClient, type GraphClient } from './client.ts'
export { type GraphErrorRow, graphErrorTable } from './codes.ts'
export type { GraphFile } from './file.ts'
export type { Media, MediaByFile, MediaById, MediaByUrl } from './media.ts'
export type { GraphClientOptions, PacingOptions } from './options.ts'
export type { Profile, ProfileField, ProfileOptions } from './profile.ts'
export { graphErrorRow } from './reason.ts'
export type { CallOptions } from './request.ts'
export type { MessageOptions, SendResult } from './send.ts'
export type { SenderAction } from './sender-action.ts'
export type { Subscription } from './subscriptions.ts'
export { pageInboxAppId, type ThreadControlOptions, type ThreadOwner } from './thread-control.ts'
export type { UploadResult } from './upload.ts'
export type { BusinessUsage, Usage, UsageShare } from './usage.ts'
