import { PayloadError, SignatureError } from '../errors.ts'
import { answerChallenge } from './answer-challenge.ts'
import type { AppSecret } from './app-secret.ts'
import { checkHandlerOptions } from './check-handler-options.ts'
import { checkFetchRequest } from './fetch-request.ts'
import { readBody } from './read-body.ts'
import { receiveWebhook } from './receive-webhook.ts'
import { reportFailure } from './report-failure.ts'
import type { WebhookHandler, WebhookHandlerOptions } from './webhook-handler.ts'

/**
 * Creates the handler for the callback address of a Messenger app.
 *
 * GET answers Meta's challenge with 200 or 403. POST answers 413 to a body that is too long, 401 to one that Meta did
 * not sign, 400 to one that is not JSON. Otherwise it answers 200 at once and then calls `onWebhook`. With `answer:
 * 'after'` it calls `onWebhook` first, and answers 503 when that fails. Other methods get 405. The signature covers the
 * raw bytes and is checked before anything is parsed.
 *
 * The handler rejects with a {@link SignatureError} when something read the body before it, and with a {@link
 * PayloadError} when the request is not one of the Fetch standard. Both are mistakes of the host, not of the webhook.
 *
 * @throws {PayloadError} when an option is empty or invalid
 * @see https://developers.facebook.com/docs/messenger-platform/webhooks
 */
export function createWebhookHandler(options: WebhookHandlerOptions): WebhookHandler {
  const checked = checkHandlerOptions(options)
  const { secrets, verifyToken, onWebhook, onError, maxBytes } = checked

  return async function handleWebhook(request, context) {
    checkFetchRequest(request, 'take the bytes of the body and call receiveWebhook')
    if (request.method === 'GET') {
      return answerChallenge(new URL(request.url).searchParams, verifyToken)
    }
    if (request.method !== 'POST') return answer(405, 'Method Not Allowed', { allow: 'GET, POST' })
    const received = await receive(request, { appSecret: secrets, maxBytes, onError })
    if ('refusal' in received) return received.refusal
    if (checked.answer === 'after') return answerAfter(() => onWebhook(received.payload), onError)
    const work = afterAnswer(() => onWebhook(received.payload), onError)
    context?.waitUntil?.(work)
    return answer(200, 'EVENT_RECEIVED')
  }
}

type Received = { payload: unknown } | { refusal: Response }

async function receive(
  request: Request,
  {
    appSecret,
    maxBytes,
    onError,
  }: { appSecret: AppSecret; maxBytes: number; onError: WebhookHandlerOptions['onError'] },
): Promise<Received> {
  const body = await readBody(request, maxBytes).catch((error: unknown) => {
    // A body parser ran before this handler. The host has to fix that, so Meta gets no answer about it.
    if (error instanceof SignatureError) throw error
    return { error }
  })
  if (body === undefined) return { refusal: answer(413, 'Payload Too Large') }
  if ('error' in body) {
    await reportFailure('reading the body', body.error, onError)
    return { refusal: answer(400, 'Bad Request') }
  }
  try {
    const signature = request.headers.get('x-hub-signature-256')
    return { payload: receiveWebhook(body, signature, { appSecret }) }
  } catch (error) {
    if (error instanceof SignatureError) return { refusal: answer(401, 'Unauthorized') }
    if (error instanceof PayloadError) return { refusal: answer(400, 'Bad Request') }
    throw error
  }
}

/** Answers 200 once the work is done, or 503 when it failed. */
async function answerAfter(
  work: () => unknown,
  onError: WebhookHandlerOptions['onError'],
): Promise<Response> {
  try {
    await work()
    return answer(200, 'EVENT_RECEIVED')
  } catch (error) {
    await reportFailure('onWebhook', error, onError)
    return answer(503, 'Service Unavailable')
  }
}

/**
 * Runs the work in a later turn of the event loop, when the host has the answer. `setTimeout` would let the process
 * sleep for a millisecond, and waking up costs more CPU than the webhook's HMAC.
 */
async function afterAnswer(
  work: () => unknown,
  onError: WebhookHandlerOptions['onError'],
): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve))
  try {
    await work()
  } catch (error) {
    await reportFailure('onWebhook', error, onError)
  }
}

function answer(status: number, text: string, headers: Record<string, string> = {}): Response {
  return new Response(text, { status, headers: { 'content-type': 'text/plain', ...headers } })
}
