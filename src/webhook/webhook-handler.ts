import type { AppSecret } from './app-secret.ts'

/** What a webhook handler needs. */
export type WebhookHandlerOptions = {
  /** The app secret, or several while one replaces the other. */
  appSecret: AppSecret
  /** The token that you gave in the app's dashboard. */
  verifyToken: string
  /**
   * Gets the parsed body of every webhook that Meta signed, after it was answered: Meta waits 5 s and then
   * sends it again. Give it to `messengerToCim`. Called in the order in which the webhooks came. A promise
   * is waited for; what it gives is not looked at.
   */
  onWebhook: (payload: unknown) => unknown
  /**
   * When Meta is answered: `at-once` (the default) before `onWebhook` is called; `after` once it resolves, with 200, or
   * with 503 where it fails, so that Meta sends the webhook again. For hosts that store before they answer.
   */
  answer?: 'at-once' | 'after'
  /**
   * Gets what `onWebhook` threw, and why a body could not be read to its end. Without it, such a failure
   * goes to `console.error`, without its message, which may quote what a person wrote.
   */
  onError?: (error: unknown) => unknown
  /** The longest body to accept, in bytes; default 1 MiB. */
  maxBytes?: number
}

/** What some hosts know of a request beside it. */
export type WebhookHandlerContext = {
  /**
   * Gets a promise that settles, never rejects, when `onWebhook` is done. For hosts that stop once they have
   * answered (workers, functions), and to wait for what was accepted before a process ends.
   */
  waitUntil?: (work: Promise<void>) => void
}

/** A handler for hosts that speak the Fetch standard's `Request` and `Response`. */
export type WebhookHandler = (
  request: Request,
  context?: WebhookHandlerContext,
) => Promise<Response>
