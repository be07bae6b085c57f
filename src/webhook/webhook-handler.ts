import type { AppSecret } from './app-secret.ts'

/** The options of {@link createWebhookHandler}. */
export type WebhookHandlerOptions = {
  /** The app secret, or several while one replaces the other. */
  appSecret: AppSecret
  /** The token that you gave in the app's dashboard. */
  verifyToken: string
  /**
   * Gets the parsed body of every webhook that Meta signed. Pass it to `messengerToCim`. By default it is called after
   * the answer, because Meta waits 5 s and then sends the webhook again. Called in the order in which the webhooks
   * came. The handler waits for a promise and ignores its value.
   */
  onWebhook: (payload: unknown) => unknown
  /**
   * When to answer Meta. `at-once` (default): before `onWebhook` is called. `after`: once `onWebhook` has ended, with
   * 200, or with 503 when it failed, so that Meta sends the webhook again. For hosts that store before they answer.
   */
  answer?: 'at-once' | 'after'
  /**
   * Gets errors of `onWebhook`, and of reading a body. Without it, they go to `console.error`, without their messages,
   * which may quote what a person wrote.
   */
  onError?: (error: unknown) => unknown
  /** The longest body to accept, in bytes; default 1 MiB. */
  maxBytes?: number
}

/** What some runtimes pass along with a request. */
export type WebhookHandlerContext = {
  /**
   * Gets a promise that resolves when `onWebhook` is done; it never rejects. For runtimes that stop after the answer
   * (workers, functions), and to finish accepted webhooks before a process ends.
   */
  waitUntil?: (work: Promise<void>) => void
}

/** A handler with the `Request` and `Response` of the Fetch standard. */
export type WebhookHandler = (
  request: Request,
  context?: WebhookHandlerContext,
) => Promise<Response>
