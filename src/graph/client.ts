import { checkedOptions } from '../http/call-options.ts'
import type { SendRequest } from '../messenger/send-request.ts'
import type { Media, MediaByFile, MediaByUrl } from './media.ts'
import { checkOptions, type GraphClientOptions } from './options.ts'
import { createPacer } from './pacing.ts'
import { type Profile, type ProfileOptions, profile } from './profile.ts'
import { createProof } from './proof.ts'
import type { CallOptions, Connection } from './request.ts'
import { type MessageOptions, type SendResult, send, sendText } from './send.ts'
import { sendAll } from './send-all.ts'
import { sendAttachment } from './send-attachment.ts'
import { react, type SenderAction, senderAction, unreact } from './sender-action.ts'
import { type Subscription, subscribe, subscriptions } from './subscriptions.ts'
import {
  extendThreadControl,
  passThreadControl,
  releaseThreadControl,
  requestThreadControl,
  type ThreadControlOptions,
  type ThreadOwner,
  takeThreadControl,
  threadOwner,
} from './thread-control.ts'
import { type UploadResult, uploadAttachment } from './upload.ts'

/**
 * Calls the Graph API for one Page. Every method takes a `signal`, and rejects with {@link GraphError} when Meta
 * refuses or cannot be reached, {@link PayloadError} when an argument is wrong, {@link LimitError} when one is too long
 * or too large. The last two come before anything is sent.
 */
export type GraphClient = {
  /**
   * Sends one request, after checking it against the schema and limits. It is retried only if Meta cannot have
   * delivered it. A request with a quote (`reply_to`) that Meta refuses because of the quote is sent once more without
   * it.
   * @see https://developers.facebook.com/docs/messenger-platform/reference/send-api
   */
  send(request: SendRequest, options?: CallOptions): Promise<SendResult>
  /**
   * Sends requests one after another, after checking all of them. Stops at the first failure with a {@link
   * SendAbortedError}, which lists what the customer already has.
   */
  sendAll(requests: readonly SendRequest[], options?: CallOptions): Promise<SendResult[]>
  /**
   * Sends a text of at most 2000 UTF-16 units; a longer text is refused, not split.
   * @see https://developers.facebook.com/docs/messenger-platform/send-messages
   */
  sendText(psid: string, text: string, options?: MessageOptions): Promise<SendResult>
  /**
   * Sends an image, audio, video or file: from a public URL, by the id of an upload, or as bytes (25
   * MB at most). A stream is read to its end before anything is sent.
   * @see https://developers.facebook.com/docs/messenger-platform/send-messages
   */
  sendAttachment(psid: string, media: Media, options?: MessageOptions): Promise<SendResult>
  /**
   * Uploads a medium to Meta, to be sent by its id. Reusable for 90 days unless `reusable` is false.
   * @see https://developers.facebook.com/docs/messenger-platform/reference/attachment-upload-api
   */
  uploadAttachment(media: MediaByUrl | MediaByFile, options?: CallOptions): Promise<UploadResult>
  /**
   * Shows typing, ends it, or marks the conversation as seen.
   * @see https://developers.facebook.com/docs/messenger-platform/send-messages/sender-actions
   */
  senderAction(psid: string, action: SenderAction, options?: CallOptions): Promise<void>
  /**
   * Puts an emoji on the message `mid`.
   * @see https://developers.facebook.com/docs/messenger-platform/send-messages/sender-actions
   */
  react(psid: string, mid: string, emoji: string, options?: CallOptions): Promise<void>
  /**
   * Takes the emoji off the message `mid`.
   * @see https://developers.facebook.com/docs/messenger-platform/send-messages/sender-actions
   */
  unreact(psid: string, mid: string, options?: CallOptions): Promise<void>
  /**
   * Reads a customer's name and picture; `{}` when the app has no access.
   * @see https://developers.facebook.com/docs/messenger-platform/identity/user-profile
   */
  profile(psid: string, options?: ProfileOptions): Promise<Profile>
  /**
   * Passes the conversation to another app; {@link pageInboxAppId} is the Page's own inbox.
   * @see https://developers.facebook.com/docs/messenger-platform/conversation-routing
   */
  passThreadControl(
    psid: string,
    targetAppId: string,
    options?: ThreadControlOptions,
  ): Promise<void>
  /**
   * Takes the conversation from the app that has it, if the Page allows this app to.
   * @see https://developers.facebook.com/docs/messenger-platform/conversation-routing
   */
  takeThreadControl(psid: string, options?: ThreadControlOptions): Promise<void>
  /**
   * Asks the app that has the conversation for it.
   * @see https://developers.facebook.com/docs/messenger-platform/conversation-routing
   */
  requestThreadControl(psid: string, options?: ThreadControlOptions): Promise<void>
  /**
   * Releases the conversation, which is idle then.
   * @see https://developers.facebook.com/docs/messenger-platform/conversation-routing
   */
  releaseThreadControl(psid: string, options?: ThreadControlOptions): Promise<void>
  /**
   * Keeps the conversation for `durationMs`, at most 7 days.
   * @see https://developers.facebook.com/docs/messenger-platform/conversation-routing
   */
  extendThreadControl(psid: string, durationMs: number, options?: CallOptions): Promise<void>
  /**
   * Returns the app that has the conversation; undefined when no app has.
   * @see https://developers.facebook.com/docs/messenger-platform/conversation-routing
   */
  threadOwner(psid: string, options?: CallOptions): Promise<ThreadOwner | undefined>
  /**
   * Subscribes the app of the token to webhooks of the Page, for exactly these fields.
   * @see https://developers.facebook.com/docs/messenger-platform/webhooks
   */
  subscribe(fields: readonly string[], options?: CallOptions): Promise<void>
  /**
   * Lists the apps that get webhooks of the Page. Meta ends a subscription after an hour of failed deliveries, so check
   * this regularly.
   * @see https://developers.facebook.com/docs/messenger-platform/webhooks
   */
  subscriptions(options?: CallOptions): Promise<Subscription[]>
}

/**
 * Creates a client for one Page. A client that is printed or written as JSON shows neither token nor secret.
 * @throws {PayloadError} when an option is wrong
 */
export function createGraphClient(options: GraphClientOptions): GraphClient {
  const checked = checkOptions(options)
  const connection: Connection = {
    options: checked,
    proof: createProof(checked.pageAccessToken, checked.appSecret),
    pacer: createPacer(checked.pacing),
  }
  return {
    send: async (request, options) => send(connection, request, checkedOptions(options)),
    sendAll: async (requests, options) => sendAll(connection, requests, checkedOptions(options)),
    sendText: async (psid, text, options) =>
      sendText(connection, psid, text, checkedOptions(options)),
    sendAttachment: async (psid, media, options) =>
      sendAttachment(connection, psid, media, checkedOptions(options)),
    uploadAttachment: async (media, options) =>
      uploadAttachment(connection, media, checkedOptions(options)),
    senderAction: async (psid, action, options) =>
      senderAction(connection, psid, action, checkedOptions(options)),
    react: async (psid, mid, emoji, options) =>
      react(connection, psid, { mid, emoji }, checkedOptions(options)),
    unreact: async (psid, mid, options) => unreact(connection, psid, mid, checkedOptions(options)),
    profile: async (psid, options) => profile(connection, psid, checkedOptions(options)),
    passThreadControl: async (psid, targetAppId, options) =>
      passThreadControl(connection, psid, targetAppId, checkedOptions(options)),
    takeThreadControl: async (psid, options) =>
      takeThreadControl(connection, psid, checkedOptions(options)),
    requestThreadControl: async (psid, options) =>
      requestThreadControl(connection, psid, checkedOptions(options)),
    releaseThreadControl: async (psid, options) =>
      releaseThreadControl(connection, psid, checkedOptions(options)),
    extendThreadControl: async (psid, durationMs, options) =>
      extendThreadControl(connection, psid, durationMs, checkedOptions(options)),
    threadOwner: async (psid, options) => threadOwner(connection, psid, checkedOptions(options)),
    subscribe: async (fields, options) => subscribe(connection, fields, checkedOptions(options)),
    subscriptions: async (options) => subscriptions(connection, checkedOptions(options)),
  }
}
