/**
 * The ccm entry point: typed clients for the two services of Expertflow CX that a connector talks to.
 * @module messenger-cim/ccm
 */
export { CcmError, type CcmErrorDetails, LimitError, PayloadError } from '../errors.ts'
export { type CcmClient, createCcmClient } from './client.ts'
export {
  type ChannelConfiguration,
  type ConfigurationAttribute,
  readConfiguration,
} from './configuration.ts'
export {
  createFileEngine,
  type DownloadOptions,
  type FileEngine,
  type FileEngineOptions,
  type StoredFile,
  type UploadOptions,
} from './file-engine.ts'
export { acceptableFileName } from './file-name.ts'
export type { HeadersAsk, HeadersFunction, HeaderValues } from './headers.ts'
export type { KeycloakTokenOptions } from './keycloak-options.ts'
export { createKeycloakToken } from './keycloak-token.ts'
export { storedFileName } from './media-url.ts'
export type { CallOptions, HttpOptions, PublicOptions } from './options.ts'
